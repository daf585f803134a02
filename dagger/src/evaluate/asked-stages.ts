/** Which stages a decision is over, and which of them are not required. */
import type { Policy } from "../core/policy/policy.ts";
import { requiredStages } from "../core/policy/required-stages.ts";
import { dockerfileOf } from "../core/policy/services.ts";
import { RESCAN } from "../scanners/baseline/rescan.ts";
import { SCANNERS } from "../scanners/index.ts";
import type { Evaluate } from "./input.ts";

/**
 * Every stage of the gate, then whatever else a record, a report or the policy speaks of, by name.
 * A stage that runs after a push is one of the gate's own only where something speaks of it: with
 * record and report both taken away it would go unseen, so a pipeline that counts on it has its
 * policy require it. Then nothing but what the verdict names (`--skip`, `--only`) leaves it out.
 */
export function stagesOf(input: Evaluate): string[] {
  const { policy, only = [] } = input;
  const spoken = new Set([...present(input), ...requiredStages(policy)]);
  spoken.delete(RESCAN);
  const known = SCANNERS.filter(
    ({ stage, after }) => after === undefined || spoken.has(stage) || only.includes(stage),
  ).map(({ stage }) => stage);
  return [...known, ...[...spoken].filter((stage) => !known.includes(stage)).sort()];
}

/** The stages that a record or a report is there of. */
const present = ({ records, files }: Evaluate): string[] => [
  ...(records?.stages.map(({ stage }) => stage) ?? []),
  ...files.keys(),
];

/** Stage → why the policy itself does not require it. */
export const droppedByPolicy = (policy: Policy): Map<string, string> =>
  new Map([
    ...policy.drop.map(({ stage, reason }) => [stage, `dropped by the policy: ${reason}`] as const),
    ...(dockerfileOf(policy.service) === undefined
      ? SCANNERS.filter(({ ofImage }) => ofImage).map(
          ({ stage }) => [stage, "the policy says that the service has no image"] as const,
        )
      : []),
  ]);

/** Stage → why it is not required, by the policy or by the call. */
export function droppedStages(input: Evaluate): Map<string, string> {
  const { policy, only, skip = [], beforePublish = false } = input;
  const here = present(input);
  const later = SCANNERS.filter(
    ({ stage, after }) => beforePublish && after && !here.includes(stage) && !only?.includes(stage),
  );
  return new Map([
    ...later.map(({ stage, install }) => [stage, `not before a push. ${install}`] as const),
    ...droppedByPolicy(policy),
    ...(only
      ? SCANNERS.filter(({ stage }) => !only.includes(stage)).map(
          ({ stage }) => [stage, "left out by --only"] as const,
        )
      : []),
    ...skip.map((stage) => [stage, "left out by --skip"] as const),
  ]);
}
