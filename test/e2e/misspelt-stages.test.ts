/** A stage that the policy misspells, from the command line: bad input, unless a report has that name. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeRun } from "../support/folder.ts";
import { greenRun } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";

function policyFile(...lines: string[]): string {
  const file = join(temporary(), "greengate.yaml");
  writeFileSync(file, ["version: 1", ...lines, ""].join("\n"));
  return file;
}

function sarifFile(): string {
  const run = { tool: { driver: { name: "t" } }, invocations: [{ executionSuccessful: true }] };
  const file = join(temporary(), "t.sarif");
  writeFileSync(file, JSON.stringify({ version: "2.1.0", runs: [{ ...run, results: [] }] }));
  return file;
}

const EXCEPTION = "{ id: CVE-1, reason: r, owner: ana, untilFixed: true, stage: trivy }";

it.each([
  [
    "drop: [{ stage: zap, reason: none here }]",
    "drop.0.stage: no such stage: zap. Did you mean zap-baseline?",
  ],
  ["require: [trivy_image]", "require.0: no such stage: trivy_image. Did you mean trivy-image?"],
  [
    `exceptions: [${EXCEPTION}]`,
    "exceptions.0.stage: no such stage: trivy. Did you mean trivy-fs, trivy-config or trivy-image?",
  ],
  [
    "services: [{ name: a, path: a, drop: [{ stage: semgerp, reason: r }] }]",
    "services.0.drop.0.stage: no such stage: semgerp. Did you mean semgrep?",
  ],
])("policy check of %s ends with 2", (line, message) => {
  const { exitCode, stderr } = greengate(["policy", "check", policyFile(line)]);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
});

it("another tool's name is none of ours", () => {
  const { exitCode, stdout } = greengate(["policy", "check", policyFile("require: [grype]")]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("note: grype is no stage of Greengate's");
});

it("a report of that very name makes it right", () => {
  const policy = policyFile("require: [trivy]");
  const given = ["--sarif", `trivy=${sarifFile()}`];
  expect(greengate(["policy", "check", policy, ...given]).exitCode).toBe(0);
  expect(greengate(["policy", "check", policy]).exitCode).toBe(2);
  const folder = writeRun(temporary(), greenRun());
  const evaluate = ["evaluate", folder, "--policy", policy, "--now", "2026-11-24T22:00:00Z"];
  const without = greengate(evaluate);
  expect(without.stderr).toContain("Did you mean trivy-fs, trivy-config or trivy-image?");
  expect(without.exitCode).toBe(2);
  expect(greengate([...evaluate, ...given]).exitCode).not.toBe(2);
});

it("gate refuses it before anything runs", () => {
  const out = join(temporary(), "out");
  const policy = policyFile("drop: [{ stage: zap, reason: none here }]");
  const source = ["gate", "--source", temporary(), "--policy", policy, "--out", out];
  expect(greengate(source).exitCode).toBe(2);
});

it("policy check names the folder of a service that is not there", () => {
  const file = policyFile(
    "services: [{ name: a, path: a, dockerfile: none }, { name: b, path: b }]",
  );
  mkdirSync(join(file, "../a"));
  const { exitCode, stdout } = greengate(["policy", "check", file]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`note: b: no folder b beside ${file}\n`);
  expect(stdout).not.toContain("a: no");
});

it("--only of one that there is not says which was meant, and all", () => {
  const { exitCode, stderr } = greengate(["gate", "--only", "zap", "--out", temporary()]);
  expect(stderr).toContain("No such stage: zap.\nDid you mean zap-baseline? Stages: test, bandit,");
  expect(exitCode).toBe(2);
  expect(greengate(["gate", "--skip", "tset"]).stderr).toContain("Did you mean test?");
  expect(greengate(["gate", "--skip", "nothing"]).stderr).toContain("nothing.\nStages: test,");
});
