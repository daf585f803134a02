/** The rules, in the order in which they speak; the last one with something to say decides. */
import type { Finding } from "../finding.ts";
import type { Policy } from "../policy.ts";
import { reportOnly } from "./report-only.ts";
import type { Decision, Rule } from "./rule.ts";
import { severity } from "./severity.ts";

const RULES: readonly Rule[] = [severity, reportOnly];

/** What `explain` calls them. */
const NAMES = new Map<Rule, string>([
  [severity, "severity"],
  [reportOnly, "reported only"],
]);

const START: Decision = { action: "block", because: "no rule" };

/** What the policy does with a finding, exceptions aside. */
export function judge(finding: Finding, policy: Policy): Decision {
  return RULES.reduce((so, rule) => rule(finding, policy, so) ?? so, START);
}

export interface Considered {
  readonly rule: string;
  /** Undefined where the rule had nothing to say. */
  readonly said: Decision | undefined;
}

/** Every rule in its turn; the last that said something decides. */
export function considered(finding: Finding, policy: Policy): Considered[] {
  let so = START;
  return RULES.map((rule) => {
    const said = rule(finding, policy, so);
    so = said ?? so;
    return { rule: NAMES.get(rule) ?? "a rule", said };
  });
}
