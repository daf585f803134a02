/** `--only`, `--skip` and `--service`: which stages are required, and of which services. */
import { didYouMean } from "../dagger/src/core/near.ts";
import type { Policy } from "../dagger/src/core/policy.ts";
import { askedServices } from "../dagger/src/core/services.ts";
import { STAGES } from "../dagger/src/scanners/index.ts";
import { UsageError } from "./usage.ts";

/**
 * @throws UsageError on a stage that there is not: a misspelt `--only` would require nothing
 */
export function narrowing({ only, skip }: { only?: string; skip?: string }): {
  only?: string[];
  skip?: string[];
} {
  const stages = (text: string) => text.split(",").map((stage) => known(stage.trim()));
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
  const asked = askedServices(
    policy,
    given.split(",").map((name) => name.trim()),
  );
  if (!asked.ok) throw new UsageError(asked.error.message, asked.error.hint);
  return asked.value.map(({ service }) => service.name);
}

function known(stage: string): string {
  if (STAGES.includes(stage)) return stage;
  const hint = [didYouMean(stage, STAGES) ?? [], `Stages: ${STAGES.join(", ")}.`].flat().join(" ");
  throw new UsageError(`No such stage: ${stage || "(empty)"}`, hint);
}
