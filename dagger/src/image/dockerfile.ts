/** What a runner must know of a Dockerfile: the names of its stages. */
import { fail, ok, type Result } from "../core/result.ts";
import { instructions } from "../scanners/instructions.ts";

/** @returns each stage's name, lower case, in order; a stage without one is named by its number */
export function dockerfileStages(text: string): string[] {
  return instructions(text)
    .filter(({ words }) => /^FROM\s/i.test(words))
    .map(
      ({ words }, index) => /\sAS\s+(\S+)\s*$/i.exec(words)?.[1]?.toLowerCase() ?? String(index),
    );
}

/** The stage that holds the service's tests. */
export const TEST_STAGE = "test";

/**
 * The stage in which the policy's test command runs: the one that builds, else the first.
 *
 * @param stages as `dockerfileStages` gives them
 * @returns the target to build, undefined where there is but one; a problem where the first of
 *   several has no name: BuildKit finds a target by its name only
 */
export function buildStage(stages: readonly string[]): Result<string | undefined> {
  const named = stages.find((name) => name === "build" || name === "builder");
  const [first, second] = stages;
  if (named !== undefined) return ok(named);
  if (second === undefined) return ok(undefined);
  if (first !== "0") return ok(first);
  return fail({
    code: "test.unnamed-stage",
    message: "The tests run in the Dockerfile's first stage, which has no name.",
    hint: "Name it, FROM … AS build, or add a target `test`.",
  });
}
