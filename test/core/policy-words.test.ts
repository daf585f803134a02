/** What is said of a policy that is not valid: what is needed, and where, in plain words. */
import { expect, it } from "vitest";
import { parsePolicy } from "../../dagger/src/core/policy/file.ts";
import { problemLines } from "../../dagger/src/core/yaml/file-problem.ts";

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

it("a reason that nobody sees: a zero-width space", () => {
  expect(exception('reason: "\\u200B"')).toContain("4:11: exceptions.0.reason: Not what belongs");
});

it("a dropped stage's reason", () => {
  expect(said("drop: [{ stage: test, reason: }]")).toMatch(
    /drop\.0\.reason: Nothing is written here\. Needed: a reason, in words: why this stage is/,
  );
});

it("what is there and wrong is shown, with what belongs there", () => {
  expect(said("actions: { high: 3 }")).toBe(
    "greengate.yaml:2:18: actions.high: Not what belongs here: 3. Expected: block, warn or info.",
  );
  expect(said("service: { port: five }")).toMatch(/"five"\. Expected: a number from 1 to 65535\.$/);
});

it.each([
  [
    "service: { paths: [healthz, http://localhost/x, 5] }",
    'paths.0: Not what belongs here: "healthz". Expected: a path that starts with /.',
    'paths.1: Not what belongs here: "http://localhost/x". Expected: a path that starts with /.',
    "paths.2: Not what belongs here: 5. Expected: a path that starts with /, or `{ path: /nowhere, status: 404 }`.",
  ],
  [
    'service: { paths: [{ path: /x, status: "404" }, { path: /y, staus: 404 }] }',
    'paths.0.status: Not what belongs here: "404". Expected: a number from 100 to 599, without quotes: 404.',
    "paths.1.staus: No such key: staus. Did you mean status?",
  ],
  [
    "service: { port: 70000, startSeconds: 2m }",
    "service.port: Not what belongs here: 70000. Expected: a number from 1 to 65535.",
    'service.startSeconds: Not what belongs here: "2m". Expected: a number of seconds from 1 to 600.',
  ],
  ["service: { port: 80.5 }", "80.5. Expected: a whole number from 1 to 65535."],
  ["limits: { scanMaxAgeHours: 0 }", "0. Expected: a number of hours above 0."],
  ["service: { paths: / }", 'paths: Not what belongs here: "/". Expected: a list: `[/]`.'],
  ["service: { env: { A: 1 } }", '1. Expected: a text, in quotes: "1".'],
  [
    "drop: [zap-baseline]",
    'drop.0: Not what belongs here: "zap-baseline". Expected: `- { stage: zap-baseline, reason: … }`.',
  ],
  ["exceptions: CVE-1", "Expected: a list: `- { id: CVE-1, reason: …, owner: … }`."],
  ["service: 8080", "Expected: a mapping, with name, path, "],
  ["services: []", "Expected: a list with at least one entry."],
  [
    "exceptions: [{ id: a, reason: b, owner: c, untilFixed: true, purl: npm/lodash }]",
    'purl: Not what belongs here: "npm/lodash". Expected: a package URL, such as pkg:npm/lodash@4.17.4,',
  ],
  ["actions: { high: High }", "Expected: block, warn or info."],
  ["sla: Clinic", "Expected: clinic, fedramp or bod-22-01. Did you mean clinic?"],
])("%s", (policy, ...lines) => {
  const found = said(policy).split("\n");
  expect(found).toHaveLength(lines.length);
  lines.forEach((line, index) => {
    expect(found[index]).toContain(line);
  });
});

it.each([
  ["service: { heath: / }", "No such key: heath. Did you mean health?"],
  ["overdue: { High: block }", "No such key: High. Did you mean high?"],
  ["slaHours: { yesterday: 1 }", "Here there may be: critical, high, medium, low."],
  ["drop: [{ stage: test, reason: x, owner: me }]", "Here there may be: stage, reason."],
])("a key that there is not: %s", (policy, line) => {
  expect(said(policy)).toContain(line);
});

it.each([
  ["service:\n\tport: 1", "3:1: Tabs are not allowed as indentation. Indent with spaces."],
  ["a:\n    b: 1\n   c: 2\n  d: 1", "All mapping items must start at the same column. Begin all"],
  [
    "service:\n  port: 1\n   health: /",
    "3:9: Nested mappings are not allowed in compact mappings.",
  ],
  ["sla: clinic\nsla: clinic", "3:1: Map keys must be unique. Write each key once."],
])("a fault of YAML is told once, with what mends it: %j", (policy, line) => {
  const found = said(policy);
  expect(found).toContain(line);
  expect(found.split("\n")).toHaveLength(1);
});

it("every key that is there twice is told", () => {
  expect(said("sla: clinic\nsla: clinic\nversion: 1").split("\n")).toHaveLength(2);
});

it("hours and days that lead past any calendar are refused, where a date is made of them", () => {
  expect(said("slaHours:", "  high: 1e13")).toBe(
    "greengate.yaml:3:9: slaHours.high: Not what belongs here: 10000000000000. Expected: a number of hours above 0, 8766000 at most.",
  );
  expect(said("limits:", "  exceptionMaxDays: 1000000000000")).toContain("365250 at most.");
  expect(said("slaHours:", "  high: 8766000", "limits:", "  databaseMaxAgeHours: 1e13")).toBe("");
});
