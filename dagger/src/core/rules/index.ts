/** The rules, in the order in which they speak; the last one with something to say decides. */
import type { Policy } from "../policy/policy.ts";
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

/** What `explain` calls them. */
const NAMES = new Map<Rule, string>([
  [severity, "severity"],
  [newFromDatabase, "new from database"],
  [exploited, "exploited"],
  [overdue, "overdue"],
  [reportOnly, "reported only"],
]);

const START: Decision = { action: "block", because: "no rule" };

/**
 * What the policy does with a finding, exceptions aside.
 *
 * @param known false where nothing was given besides the reports
 */
export function judge(finding: KnownFinding, policy: Policy, known = true): Decision {
  const rules = known ? RULES : OF_REPORTS;
  return rules.reduce((so, rule) => rule(finding, policy, so) ?? so, START);
}

export interface Considered {
  readonly rule: string;
  /** Undefined where the rule had nothing to say. */
  readonly said: Decision | undefined;
}

/** Every rule in its turn; the last that said something decides. */
export function considered(finding: KnownFinding, policy: Policy): Considered[] {
  let so = START;
  return RULES.map((rule) => {
    const said = rule(finding, policy, so);
    so = said ?? so;
    return { rule: NAMES.get(rule) ?? "a rule", said };
  });
}
