/** What a SARIF report says of its rules and results in other places than their own. */
import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import { stageInput } from "../../dagger/src/evaluate/stage-input.ts";
import { readSarif } from "../../dagger/src/scanners/sarif/sarif.ts";
import { greenRun } from "../support/run.ts";

function read(run: object, more: object = {}) {
  const driver = { name: "x", rules: [{ id: "a" }, { id: "b" }] };
  const tool = { driver, extensions: [{ name: "pack", rules: [{ id: "c" }, { id: "d" }] }] };
  const log = { version: "2.1.0", runs: [{ tool, results: [], ...run }], ...more };
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
  [
    "an override of a pack's rule in its place",
    invoked({ index: 1, toolComponent: { index: 0 } }, "note"),
    undefined,
    "medium",
  ],
  [
    "an override by one of two calls",
    {
      invocations: [
        ...invoked({ id: "b" }, "note").invocations,
        ...invoked({ id: "a" }, "note").invocations,
      ],
    },
    undefined,
    "medium",
  ],
  ["a level of its own", invoked({ id: "b" }, "note"), "error", "high"],
])("a result of a rule with %s", (_name, run, level, severity) => {
  const result = { ruleId: "b", message: { text: "x" }, ...(level && { level }) };
  expect(read({ ...run, results: [result] }).severities).toEqual([severity]);
});

it("an override by its place in a pack is of the pack's rule", () => {
  const call = invoked({ index: 1, toolComponent: { name: "pack" } }, "error");
  const result = { ruleId: "d", message: { text: "x" } };
  expect(read({ ...call, results: [result] }).severities).toEqual(["high"]);
});

it("results that stand beside the runs are not read, which is said", () => {
  const inlineExternalProperties = [{ results: [{ ruleId: "a", message: { text: "x" } }] }];
  expect(read({}, { inlineExternalProperties }).gaps).toEqual(["sarif.elsewhere"]);
  expect(read({}).gaps).toEqual([]);
});
