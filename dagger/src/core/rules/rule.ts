/** The shape of a policy rule: one file a rule, registered in `index.ts`. */
import type { Action, Policy } from "../policy/policy.ts";
import type { KnownFinding } from "../verdict.ts";

export interface Decision {
  readonly action: Action;
  /** The rule that decided, in words: `severity high`. */
  readonly because: string;
}

/**
 * @param finding what to judge, with what is known of it
 * @param policy the policy in force
 * @param so what the rules before this one decided
 * @returns another decision, or undefined where the rule has nothing to say
 */
export type Rule = (finding: KnownFinding, policy: Policy, so: Decision) => Decision | undefined;
