/**
 * Stages that a policy names: one that there is not asks for less than was meant, or for what can
 * never be shown. Other tools' stages are free to choose, so only what is near to one of ours is taken
 * for a slip, unless a report of that very name is given.
 */
import { didYouMean } from "./core/near.ts";
import type { Policy } from "./core/policy/policy.ts";
import type { Problem } from "./core/result.ts";
import { RESCAN } from "./scanners/baseline/rescan.ts";
import { STAGES } from "./scanners/index.ts";

const OWN: readonly string[] = [...STAGES, RESCAN];

/**
 * @param policy the whole one, as its file has it
 * @param reports stages of which there are reports, other tools' too
 * @returns each name that is near to a stage of ours and is none, with its field
 */
export function misspeltStages(policy: Policy, reports: Iterable<string>): Problem[] {
  const known = new Set([...OWN, ...reports]);
  return namedStages(policy).flatMap(([field, stage]) => {
    const meant = known.has(stage) ? undefined : didYouMean(stage, OWN);
    if (meant === undefined) return [];
    return [
      {
        code: "policy.misspelt-stage",
        message: `The policy's ${field}: no such stage: ${stage}.`,
        hint: `${meant} Another tool's report of that name is given with --sarif.`,
      },
    ];
  });
}

/**
 * @param stages as a call names them, to require or to leave out; other tools' stages can't be
 * @returns the first that there is not: one that is misspelt would require, or leave out, nothing
 */
export function unknownStage(stages: readonly string[]): Problem | undefined {
  const unknown = stages.find((stage) => !STAGES.includes(stage));
  if (unknown === undefined) return undefined;
  const meant = didYouMean(unknown, STAGES);
  return {
    code: "options.no-such-stage",
    message: `No such stage: ${unknown || "(empty)"}.`,
    hint: [...(meant === undefined ? [] : [meant]), `Stages: ${STAGES.join(", ")}.`].join(" "),
  };
}

/** Where each is named, and its name. */
function namedStages(policy: Policy): [field: string, stage: string][] {
  const services = (policy.services ?? []).map(
    (service, index) => [`services.${index}.`, service] as const,
  );
  return [
    ...policy.require.map((stage, index): [string, string] => [`require.${index}`, stage]),
    ...[["", policy] as const, ...services].flatMap(([at, { drop, exceptions }]) => [
      ...drop.map(({ stage }, index): [string, string] => [`${at}drop.${index}.stage`, stage]),
      ...exceptions.flatMap(({ stage }, index): [string, string][] =>
        stage === undefined ? [] : [[`${at}exceptions.${index}.stage`, stage]],
      ),
    ]),
  ];
}
