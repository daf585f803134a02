/** The shape of a policy rule: one file a rule, registered in `index.ts`. */
import type { Finding } from "../finding.ts";
import type { Action, Policy } from "../policy.ts";

export interface Decision {
  readonly action: Action;
  /** The rule that decided, in words: `severity high`. */
  readonly because: string;
}

/**
 * @param finding what to judge
 * @param policy the policy in force
 * @param so what the rules before this one decided
 * @returns another decision, or undefined where the rule has nothing to say
 */
export type Rule = (finding: Finding, policy: Policy, so: Decision) => Decision | undefined;
