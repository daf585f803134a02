/** The sentence on the first screen. */
import { expect, it } from "vitest";
import { why } from "../../../dagger/src/outputs/html/why.ts";
import { decideRun, greenRun, stageOf } from "../../support/run.ts";

it.each([
  ["test did not run: no engine.", { status: "missing", reason: "no engine" }],
  ["test: The record of test does not say when it ran.", { startedAt: undefined }],
] as const)("of an incomplete verdict names the stage once: %s", (words, record) => {
  const run = greenRun();
  Object.assign(stageOf(run, "test"), record);
  const verdict = decideRun(run);
  const message = verdict.stages.find(({ stage }) => stage === "test")?.gaps[0]?.message;
  expect(verdict.verdict, message).toBe("incomplete");
  expect(why(verdict, [])).toBe(`Nobody can say that it may ship. ${words}`);
});
