/** The rules, in the order in which they speak; the last one with something to say decides. */
import type { Finding } from "../finding.ts";
import type { Policy } from "../policy.ts";
import { reportOnly } from "./report-only.ts";
import type { Decision, Rule } from "./rule.ts";
import { severity } from "./severity.ts";

const RULES: readonly Rule[] = [severity, reportOnly];

/** What the policy does with a finding, exceptions aside. */
export function judge(finding: Finding, policy: Policy): Decision {
  const start: Decision = { action: "block", because: "no rule" };
  return RULES.reduce((so, rule) => rule(finding, policy, so) ?? so, start);
}
