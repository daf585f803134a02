/** Service levels: how long a finding may stay open, from when it was first seen. */
import type { Severity } from "../severity.ts";
import { DAY_MS, HOUR_MS } from "../time.ts";

type Hours = { readonly [Name in Severity]?: number };

const days = (count: number) => (count * DAY_MS) / HOUR_MS;

/**
 * Hours by severity; a severity that is not named has no limit.
 *
 * - `clinic`: the healthcare pipeline that Greengate started from.
 * - `fedramp`: FedRAMP's continuous monitoring (Rev 5), from discovery: high 30 days, moderate 90,
 *   low 180. It knows no critical: what CVSS calls so is high (CVSS 7.0 and more).
 *   https://www.fedramp.gov/resources/documents/CSP_Continuous_Monitoring_Strategy_Guide.pdf, RA-5 (d)
 * - `bod-22-01`: CISA's directive goes by what is known to be exploited, not by severity, and holds
 *   the due date of its catalogue: as a rule two weeks, six months for a CVE from before 2021.
 *   https://www.cisa.gov/news-events/directives/bod-22-01-reducing-significant-risk-known-exploited-vulnerabilities
 *   BOD 26-04 of June 2026 takes its place; the catalogue's due dates keep to that now. Its own table
 *   also asks for each asset's exposure and each flaw's impact, which no report tells.
 */
const SLA_PRESETS = {
  clinic: { critical: 0, high: 24, medium: days(7), low: days(30) },
  fedramp: { critical: days(30), high: days(30), medium: days(90), low: days(180) },
  "bod-22-01": {},
} as const satisfies Record<string, Hours>;

export const SLA_NAMES = [
  "clinic",
  "fedramp",
  "bod-22-01",
] as const satisfies readonly (keyof typeof SLA_PRESETS)[];

/** @returns the policy's hours by severity: its preset's, but where it gives its own; unknown is as high */
export function slaHours({
  sla,
  slaHours: own,
}: {
  readonly sla: keyof typeof SLA_PRESETS;
  readonly slaHours: { readonly [Name in Severity]?: number | undefined };
}): Hours {
  const preset: Hours = SLA_PRESETS[sla];
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  const hours: Hours = { ...preset, ...Object.fromEntries(given) };
  return hours.high === undefined ? hours : { ...hours, unknown: hours.high };
}
