/** What a SARIF report says of its rules and results in other places than their own. */
import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy.ts";
import { stageInput } from "../../dagger/src/evaluate/stage-input.ts";
import { readSarif } from "../../dagger/src/scanners/sarif/sarif.ts";
import { greenRun } from "../support/run.ts";

function read(run: object, more: object = {}) {
  const driver = { name: "x", rules: [{ id: "a" }, { id: "b" }] };
  const log = { version: "2.1.0", runs: [{ tool: { driver }, results: [], ...run }], ...more };
  const files = new Map([["report.sarif", Buffer.from(JSON.stringify(log))]]);
  const input = stageInput({ ...greenRun(), policy: DEFAULT_POLICY }, undefined, files);
  const { findings, gaps } = readSarif(input);
  return {
    severities: findings.map(({ severity }) => severity),
    gaps: gaps.map(({ code }) => code),
  };
}

const invoked = (descriptor: object, level?: string) => ({
  invocations: [
    {
      executionSuccessful: true,
      ruleConfigurationOverrides: [{ descriptor, configuration: { level } }],
    },
  ],
});

it.each([
  ["no override", {}, undefined, "medium"],
  ["an override by id", invoked({ id: "b" }, "error"), undefined, "high"],
  ["an override by its place", invoked({ index: 1 }, "error"), undefined, "high"],
  ["an override of another rule", invoked({ id: "a" }, "error"), undefined, "medium"],
  ["an override without a level", invoked({ id: "b" }), undefined, "medium"],
  ["a level of its own", invoked({ id: "b" }, "note"), "error", "high"],
])("a result of a rule with %s", (_name, run, level, severity) => {
  const result = { ruleId: "b", message: { text: "x" }, ...(level && { level }) };
  expect(read({ ...run, results: [result] }).severities).toEqual([severity]);
});

it("results that stand beside the runs are not read, which is said", () => {
  const inlineExternalProperties = [{ results: [{ ruleId: "a", message: { text: "x" } }] }];
  expect(read({}, { inlineExternalProperties }).gaps).toEqual(["sarif.elsewhere"]);
  expect(read({}).gaps).toEqual([]);
});
