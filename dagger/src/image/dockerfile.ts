/** What a runner must know of a Dockerfile: the names of its stages. */

/** @returns each stage's name, lower case, in order; a stage without one is named by its number */
export function dockerfileStages(text: string): string[] {
  // Continuation lines joined, as the builder does before it reads an instruction.
  return [...text.replace(/\\\r?\n/g, " ").matchAll(/^[ \t]*FROM[ \t]+(.+)$/gim)].map(
    ([, rest = ""], index) => /\sAS\s+(\S+)\s*$/i.exec(rest)?.[1]?.toLowerCase() ?? String(index),
  );
}

/** The stage that holds the service's tests. */
export const TEST_STAGE = "test";

/** The stage in which the policy's test command runs: the one that builds, else the first. */
export function buildStage(stages: readonly string[]): string {
  return stages.find((name) => name === "build" || name === "builder") ?? stages[0] ?? "0";
}
