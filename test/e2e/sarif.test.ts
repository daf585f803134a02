/** Another tool's SARIF as a stage of its own, beside a reports folder, from the command line. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { parsePolicy } from "../../dagger/src/core/policy/file.ts";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { readGiven } from "../../dagger/src/folder/given.ts";
import { keepGiven } from "../../dagger/src/folder/given-files.ts";
import { readReportsFolder } from "../../dagger/src/folder/read.ts";
import { writeRecords } from "../../dagger/src/folder/write.ts";
import { writeRun } from "../support/folder.ts";
import { greenRun } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";

const NOW = ["--now", "2026-11-24T22:00:00Z", "--policy", "test/fixtures/policy.yaml"];

function report(executionSuccessful: boolean, ...results: unknown[]): string {
  const driver = { name: "owners", version: "1.0.0" };
  const run = { tool: { driver }, invocations: [{ executionSuccessful }], results };
  const file = join(temporary(), "owners.sarif");
  writeFileSync(file, JSON.stringify({ version: "2.1.0", runs: [run] }));
  return file;
}

const problem = { ruleId: "owners/missing", level: "error", message: { text: "nobody" } };

it("its stage and its findings are in the verdict", () => {
  const folder = writeRun(temporary(), greenRun());
  const out = temporary();
  const given = ["--sarif", `owners=${report(true, problem)}`, "--out", out];
  expect(greengate(["evaluate", folder, ...given, ...NOW]).exitCode).toBe(0);
  const verdict = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  expect(verdict.stages).toContainEqual(
    expect.objectContaining({ stage: "owners", state: "complete" }),
  );
  expect(verdict.findings).toContainEqual(expect.objectContaining({ id: "owners/missing" }));
});

it("a rule of a query pack has its severity, as CodeQL writes it", () => {
  const rule = { id: "js/sql-injection", properties: { "security-severity": "9.8" } };
  const driver = { name: "CodeQL", semanticVersion: "2.20.0", rules: [{ id: "other" }] };
  const tool = { driver, extensions: [{ name: "codeql/javascript-queries", rules: [rule] }] };
  const place = { index: 0, toolComponent: { index: 0 } };
  const found = { message: { text: "a query" }, ruleId: rule.id, ruleIndex: 0, rule: place };
  const run = { tool, invocations: [{ executionSuccessful: true }], results: [found] };
  const file = join(temporary(), "codeql.sarif");
  writeFileSync(file, JSON.stringify({ version: "2.1.0", runs: [run] }));
  const folder = writeRun(temporary(), greenRun());
  const out = temporary();
  greengate(["evaluate", folder, "--sarif", `codeql=${file}`, "--out", out, ...NOW]);
  const verdict = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  expect(verdict.findings).toContainEqual(
    expect.objectContaining({ id: rule.id, severity: "critical" }),
  );
});

/** What becomes of results of this run, by id, where static analysis blocks. */
function judgedRun(run: object) {
  const file = join(temporary(), "tool.sarif");
  const whole = { invocations: [{ executionSuccessful: true }], ...run };
  writeFileSync(file, JSON.stringify({ version: "2.1.0", runs: [whole] }));
  const out = temporary();
  const folder = writeRun(temporary(), greenRun());
  const ended = greengate(["evaluate", folder, "--sarif", `tool=${file}`, "--out", out, ...NOW]);
  const verdict: Verdict = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  const found = verdict.findings.filter(({ sources }) => sources[0]?.stage === "tool");
  return { ...ended, found, severities: found.map(({ severity }) => severity) };
}

const scored = (id: string, score: string) => ({ id, properties: { "security-severity": score } });
const MILD = scored("mild", "1.0");
const BAD = scored("bad", "9.8");
const at = (uri: string) => [{ physicalLocation: { artifactLocation: { uri } } }];
const text = (words: string) => ({ text: words });

describe("a result is not as mild as another rule than its own", () => {
  const tool = (...packs: object[]) => ({
    driver: { name: "t", version: "1", rules: [MILD, BAD] },
    extensions: packs,
  });
  const byName = { index: 0, toolComponent: { name: "pack" } };
  const byGuid = { index: 0, toolComponent: { guid: "8b2c" } };
  it.each([
    ["whose place in the list is another's", { ruleId: "bad", ruleIndex: 0 }, []],
    ["of a pack by its name", { rule: byName }, [{ name: "pack", rules: [BAD] }]],
    ["of a pack by its GUID", { rule: byGuid }, [{ name: "x", guid: "8b2c", rules: [BAD] }]],
    ["that two packs have", { ruleId: "bad" }, [{ name: "pack", rules: [scored("bad", "1.0")] }]],
    ["of which it is a part", { ruleId: "bad/sub/1" }, []],
  ])("%s", (_name, result, packs) => {
    const results = [{ ...result, message: text("m"), locations: at("a.c") }];
    expect(judgedRun({ tool: tool(...packs), results }).severities).toEqual(["critical"]);
  });
});

it.each([
  ["CRITICAL", "critical"],
  ["undefined", "unknown"],
  ["low", "medium"],
  ["0.0", "medium"],
])("a score that is no number (%s) makes no rule milder: %s", (score, severity) => {
  const tool = { driver: { name: "t", version: "1", rules: [scored("r", score)] } };
  const results = [{ ruleId: "r", message: text("m"), locations: at("a.c") }];
  expect(judgedRun({ tool, results }).severities).toEqual([severity]);
});

it("results in different files, or with different words, are not one for want of a text", () => {
  const tool = { driver: { name: "t", version: "1" } };
  const where = (index: number) => [{ physicalLocation: { artifactLocation: { index } } }];
  const artifacts = [{ location: { uri: "a.c" } }, { location: { uri: "b.c" } }];
  const results = [0, 1].map((index) => ({
    ruleId: "r",
    message: text("m"),
    locations: where(index),
  }));
  const { found } = judgedRun({ tool, artifacts, results });
  expect(found.map(({ locations }) => locations[0]?.path).sort()).toEqual(["a.c", "b.c"]);
  const said = ["x", "y"].map((word) => ({
    ruleId: "r",
    message: { id: "default", arguments: [word] },
    locations: at("a.c"),
  }));
  expect(judgedRun({ tool, results: said }).found).toHaveLength(2);
});

it("results that lie in another file are missing evidence", () => {
  const { exitCode, stdout } = judgedRun({
    tool: { driver: { name: "t", version: "1" } },
    externalPropertyFileReferences: { results: [{ location: { uri: "results.sarif" } }] },
    results: [],
  });
  expect(exitCode).toBe(3);
  expect(stdout).toContain("in other files");
});

it("what nobody has decided is listed, as severe as its rule; what is no problem is counted", () => {
  const folder = writeRun(temporary(), greenRun());
  const out = temporary();
  const given = ["--sarif", "hand=test/fixtures/sarif/kinds.sarif", "--out", out];
  const { exitCode, stdout } = greengate(["evaluate", folder, ...given, ...NOW]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^WARN/);
  const verdict: Verdict = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  const ofHand = verdict.findings.filter(({ id }) => id.startsWith("hand/"));
  const byLine = new Map(ofHand.map((each) => [each.locations[0]?.line, each]));
  expect([...byLine].map(([line, { severity }]) => `${line} ${severity}`).sort()).toEqual([
    "1 high",
    "10 high", // pass, with the level error: it contradicts itself
    "11 unknown", // of no kind
    "12 low",
    "13 medium",
    "2 critical",
    "3 unknown",
    "4 high",
    "5 unknown",
  ]);
  const said = "The login page keeps no password";
  expect(byLine.get(1)?.title).toBe(`${said} (a person has to say whether it is a problem)`);
  expect(byLine.get(4)?.title).toBe(`${said} (the tool could not tell whether it is a problem)`);
  expect(byLine.get(13)?.title).toBe("A rule without a level");
  const facts = verdict.stages.find(({ stage }) => stage === "hand")?.facts;
  expect(facts).toContainEqual({
    name: "results",
    value: "3 review, 2 open, 3 pass, 1 notApplicable, 1 informational, 1 unknown kind, 2 fail",
  });
});

it("what nobody has decided blocks where static analysis does", () => {
  const folder = writeRun(temporary(), greenRun());
  const policy = parsePolicy(readFileSync("test/fixtures/policy.yaml", "utf8"), "policy.yaml");
  const file = join(temporary(), "policy.yaml");
  writeFileSync(file, stringify({ ...(policy.ok && policy.value), reportOnly: [] }));
  const undecided = { ruleId: "x", kind: "review", level: "none", message: { text: "look" } };
  const given = ["--sarif", `owners=${report(true, undecided)}`, "--policy", file];
  const { exitCode, stdout } = greengate(["evaluate", folder, ...given, ...NOW.slice(0, 2)]);
  expect(stdout).toMatch(/^BLOCK/);
  expect(exitCode).toBe(1);
});

it("what the tool found earlier and no more is only counted", () => {
  const folder = writeRun(temporary(), greenRun());
  const out = temporary();
  const message = { text: "look" };
  const gone = { ruleId: "x", level: "error", baselineState: "absent", message };
  const there = { ruleId: "y", level: "error", baselineState: "unchanged", message };
  const given = ["--sarif", `owners=${report(true, gone, there)}`, "--out", out];
  greengate(["evaluate", folder, ...given, ...NOW]);
  const { findings, stages }: Verdict = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  const ours = findings.filter(({ sources }) => sources[0]?.stage === "owners");
  expect(ours.map(({ id }) => id)).toEqual(["y"]);
  const facts = stages.find(({ stage }) => stage === "owners")?.facts;
  expect(facts).toContainEqual({ name: "results", value: "1 absent, 1 fail" });
});

it("a tool that failed makes the verdict incomplete", () => {
  const folder = writeRun(temporary(), greenRun());
  const given = ["--sarif", `owners=${report(false)}`];
  const { exitCode, stdout } = greengate(["evaluate", folder, ...given, ...NOW]);
  expect(exitCode).toBe(3);
  expect(stdout).toContain("did not execute successfully");
});

it("it can't stand in for another report of that name in the folder, and be the same again", () => {
  const folder = writeRun(temporary(), greenRun());
  const read = readReportsFolder(folder);
  const first = report(true, problem);
  const given = readGiven({ sarif: new Map([["owners", first]]) });
  if (!read.ok || !given.ok) throw new Error("the test's folder and report are good");
  const { records } = read.value;
  writeRecords(folder, keepGiven(folder, records, given.value, Date.parse("2026-11-24T21:55:00Z")));
  const evaluate = (...more: string[]) => greengate(["evaluate", folder, ...more, ...NOW]);
  const plain = evaluate();
  expect(plain.exitCode).toBe(0);
  expect(plain.stdout).toContain("owners");
  expect(evaluate("--sarif", `owners=${first}`).stdout).toBe(plain.stdout);
  const { exitCode, stderr } = evaluate("--sarif", `owners=${report(true)}`);
  expect(`${exitCode} ${stderr}`).toMatch(/^2 .*owners is in the reports folder already/);
  expect(stderr).toContain("give it another name");
  // A record without its report is no place for one either.
  rmSync(join(folder, "raw", "owners"), { recursive: true });
  expect(evaluate("--sarif", `owners=${first}`).exitCode).toBe(2);
});

it("it can't stand in for a bare report of the same name", () => {
  const reports = ["--report", `owners=${report(true, problem)}`, "--without-records"];
  const given = ["--sarif", `owners=${report(true)}`];
  const { exitCode, stderr } = greengate(["evaluate", ...reports, ...given, ...NOW]);
  expect(`${exitCode} ${stderr}`).toMatch(/^2 .*owners is given twice/);
});

it("it can't stand in for one of Greengate's own stages", () => {
  const folder = writeRun(temporary(), greenRun());
  for (const name of ["bandit", "trivy-image", "kev", "../x", "A", "baseline-scan"]) {
    const given = ["--sarif", `${name}=${report(true)}`];
    const { exitCode, stderr } = greengate(["evaluate", folder, ...given]);
    expect(`${exitCode} ${stderr}`).toMatch(/^2 .*can be called/);
  }
  const empty = join(temporary(), "empty.sarif");
  writeFileSync(empty, "{}");
  for (const file of [empty, "missing.sarif"]) {
    const given = ["--sarif", `owners=${file}`];
    expect(greengate(["evaluate", folder, ...given]).exitCode).toBe(2);
  }
});
