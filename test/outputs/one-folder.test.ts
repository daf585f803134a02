/** A policy's one service in a folder: that nothing beside it was looked at is said, where nothing else says it. */
import { expect, it } from "vitest";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { caveats } from "../../dagger/src/outputs/shared/words.ts";
import { decideRun, greenRun, type Run } from "../support/run.ts";

const said = (path: string, more: Partial<NonNullable<Run["records"]>> = {}): string => {
  const run = greenRun();
  run.policy = policySchema.parse({ ...run.policy, service: { ...run.policy.service, path } });
  if (run.records) run.records = { ...run.records, ...more };
  return caveats(decideRun(run)).join("\n");
};
const WORDS = "Of the source only services/users was looked at, and nothing beside it";

it("is said of one", () => {
  expect(said("services/users")).toContain(WORDS);
  expect(said(".")).not.toContain("Of the source only");
});

it("is not said of several: what lies beside them stands in the whole verdict", () => {
  const uncovered = { services: ["services/users"], files: 3, parts: [], dockerfiles: [] };
  expect(said("services/users", { uncovered })).not.toContain(WORDS);
});
