/** What a runner must know of a Dockerfile: its instructions, and the names of its stages. */
import { fail, ok, type Result } from "../core/result.ts";

export interface Instruction {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly words: string;
}

/** The lines that may say so stand before all else. https://docs.docker.com/reference/dockerfile/#escape */
const BACKTICK = /^(?:\s*#\s*\w+\s*=.*\r?\n)*\s*#\s*escape\s*=\s*`\s*$/im;

/** With continuation lines joined, and comments and empty lines between them left out, as the builder does. */
export function instructions(text: string): Instruction[] {
  const continued = BACKTICK.exec(text)?.index === 0 ? /`[ \t]*$/ : /\\[ \t]*$/;
  const found: { line: number; words: string }[] = [];
  let open: { line: number; words: string } | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(raw)) continue;
    const words = raw.replace(continued, "");
    if (open) open.words += words;
    else {
      open = { line: index + 1, words: words.trimStart() };
      found.push(open);
    }
    if (!continued.test(raw)) open = undefined;
  }
  return found;
}

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
