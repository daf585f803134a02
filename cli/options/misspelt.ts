/** Refuses a policy that names a stage which there is not, where one of ours was meant. */
import type { Policy } from "../../dagger/src/core/policy/policy.ts";
import { misspeltStages } from "../../dagger/src/stage-names.ts";
import { UsageError } from "../usage-error.ts";
import { POLICY_HINT } from "./load-policy.ts";

/**
 * @param reports stages of which there are reports, other tools' too
 * @throws UsageError that names each
 */
export function refuseMisspelt(policy: Policy, reports: Iterable<string>): void {
  const found = misspeltStages(policy, reports);
  if (found.length === 0) return;
  const lines = found.map(({ message, hint }) => `${message} ${hint}`);
  throw new UsageError(`the policy is not valid\n${lines.join("\n")}`, POLICY_HINT);
}
