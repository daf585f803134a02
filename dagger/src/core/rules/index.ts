/** The rules, in the order in which they speak; the last one with something to say decides. */
import type { Policy } from "../policy.ts";
import type { KnownFinding } from "../verdict.ts";
import { exploited } from "./exploited.ts";
import { newFromDatabase } from "./new-from-database.ts";
import { overdue } from "./overdue.ts";
import { reportOnly } from "./report-only.ts";
import type { Decision, Rule } from "./rule.ts";
import { severity } from "./severity.ts";

const RULES: readonly Rule[] = [severity, newFromDatabase, exploited, overdue, reportOnly];

/** Those that have something to say where nothing is known besides the reports. */
const OF_REPORTS: readonly Rule[] = [severity, reportOnly];

/**
 * What the policy does with a finding, exceptions aside.
 *
 * @param known false where nothing was given besides the reports
 */
export function judge(finding: KnownFinding, policy: Policy, known = true): Decision {
  const start: Decision = { action: "block", because: "no rule" };
  const rules = known ? RULES : OF_REPORTS;
  return rules.reduce((so, rule) => rule(finding, policy, so) ?? so, start);
}
