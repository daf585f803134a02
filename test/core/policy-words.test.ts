/** What is said of a policy's fields that are left empty: what is needed, and where, in plain words. */
import { expect, it } from "vitest";
import { parsePolicy } from "../../dagger/src/core/policy-file.ts";
import { problemLines } from "../../dagger/src/core/yaml-file.ts";

function said(...lines: string[]): string {
  const parsed = parsePolicy(["version: 1", ...lines].join("\n"), "greengate.yaml");
  return parsed.ok ? "" : problemLines(parsed.error);
}

const exception = (reason: string, rest = ["owner: ana", "until: 2026-12-31"]) =>
  said("exceptions:", ...["- id: CVE-1", `  ${reason}`, ...rest.map((line) => `  ${line}`)]);

const REASON = "exceptions.0.reason: Nothing is written here. Needed: a reason, in words: why this";

it.each([
  ["nothing", "reason:", "4:10"],
  ["an empty text", 'reason: ""', "4:11"],
  ["blanks", "reason: '  '", "4:11"],
  ["null", "reason: null", "4:11"],
  ["no such key", "package: zlib", "3:3"],
])("a reason that is %s", (_, line, at) => {
  expect(exception(line)).toBe(`greengate.yaml:${at}: ${REASON} is accepted.`);
});

it("no owner, no last day", () => {
  const lines = exception("reason: never called", ["owner:", "until:"]).split("\n");
  expect(lines).toEqual([
    "greengate.yaml:5:9: exceptions.0.owner: Nothing is written here. Needed: an owner: who answers for it.",
    "greengate.yaml:6:9: exceptions.0.until: Nothing is written here. Needed: a day of the calendar, YYYY-MM-DD.",
  ]);
});

it("a dropped stage's reason", () => {
  expect(said("drop: [{ stage: test, reason: }]")).toMatch(
    /drop\.0\.reason: Nothing is written here\. Needed: a reason, in words: why this stage is/,
  );
});

it("what is there and wrong is shown, with what belongs there", () => {
  expect(said("actions: { high: 3 }")).toBe(
    'greengate.yaml:2:18: actions.high: Not what belongs here: 3. Expected: one of "block"|"warn"|"info".',
  );
  expect(said("service: { port: five }")).toMatch(/"five"\. Expected: number\.$/);
});
