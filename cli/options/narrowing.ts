/** `--only`, `--skip` and `--service`: which stages are required, and of which services. */
import type { Policy } from "../../dagger/src/core/policy/policy.ts";
import { askedServices } from "../../dagger/src/core/policy/services.ts";
import { unknownStage } from "../../dagger/src/stage-names.ts";
import { orUsageError, UsageError } from "../usage-error.ts";

/**
 * @throws UsageError on a stage that there is not: a misspelt `--only` would require nothing
 */
export function narrowing({ only, skip }: { only?: string; skip?: string }): {
  only?: string[];
  skip?: string[];
} {
  const stages = (text: string) => {
    const named = text.split(",").map((stage) => stage.trim());
    const unknown = unknownStage(named);
    if (unknown) throw new UsageError(unknown.message, unknown.hint);
    return named;
  };
  return {
    ...(only !== undefined && { only: stages(only) }),
    ...(skip !== undefined && { skip: stages(skip) }),
  };
}

/**
 * `--service a,b`: of several services, these.
 * @throws UsageError on a name that is none, and where the policy lists no services
 */
export function namedServices(given: string | undefined, policy: Policy): string[] | undefined {
  if (given === undefined) return undefined;
  if (!policy.services) throw new UsageError("--service: the policy lists no services");
  const names = given.split(",").map((name) => name.trim());
  return orUsageError(askedServices(policy, names)).map(({ service }) => service.name);
}
