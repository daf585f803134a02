/** Turns ZAP's alerts into findings: one for each rule, path and parameter. */
import type { RawFinding } from "../../core/finding.ts";
import type { Severity } from "../../core/severity.ts";
import type { ZapAlert, ZapReport } from "./report.ts";

const RISK: Record<ZapAlert["riskcode"], Severity> = {
  "3": "high",
  "2": "medium",
  "1": "low",
  "0": "info",
};

/**
 * Findings of one site. Host and port are left out, since they differ from run to run, and so is
 * ZAP's confidence: a rule file can set it to "false positive" while the alert stays.
 */
export function zapFindings(site: ZapReport["site"][number]): RawFinding[] {
  return site.alerts.flatMap((alert) =>
    alert.instances.map((instance) => ({
      category: "dast" as const,
      id: alert.alertRef,
      title: alert.name,
      severity: RISK[alert.riskcode],
      location: { path: pathOf(instance.uri) },
      detail: `${instance.method} ${instance.param}`.trim(),
      advice: alert.solution
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
      url: `https://www.zaproxy.org/docs/alerts/${encodeURIComponent(alert.alertRef)}/`,
    })),
  );
}

/** The path of a URL, without its query; the text itself where it is no URL. */
function pathOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).pathname : uri;
}
