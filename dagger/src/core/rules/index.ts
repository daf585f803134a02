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

/** What the policy does with a finding, exceptions aside. */
export function judge(finding: KnownFinding, policy: Policy): Decision {
  const start: Decision = { action: "block", because: "no rule" };
  return RULES.reduce((so, rule) => rule(finding, policy, so) ?? so, start);
}
