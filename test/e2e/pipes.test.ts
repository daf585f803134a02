/** What is no file may never end: where one is read, it is bad input or nothing, and nobody waits for it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { writeRun } from "../support/folder.ts";
import { greenRun } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";

const HOW = ["--now", "2026-11-24T22:00:00Z", "--policy", "test/fixtures/policy.yaml"];

function pipe(path = join(temporary(), "pipe")): string {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { recursive: true, force: true });
  execFileSync("mkfifo", [path]);
  return path;
}

function evaluated(piped: string) {
  const folder = writeRun(temporary(), greenRun());
  pipe(join(folder, piped));
  return greengate(["evaluate", folder, ...HOW]);
}

it.each([
  "run.json",
  "raw/trivy-fs/report.json",
  "raw/trivy-fs",
  "raw",
  "image.tar",
  "exceptions/x",
])(
  "in a reports folder %s that is a pipe is bad input",
  (path) => {
    const { exitCode, stdout, stderr } = evaluated(path);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/plain file|run record/);
  },
  20_000,
);

it("an earlier verdict that is one decides nothing", () => {
  expect(evaluated("verdict.json").exitCode).toBe(0);
}, 20_000);

it.each([
  [["evaluate", "x", "--policy", "PIPE"]],
  [["policy", "check", "PIPE"]],
  [["evaluate", "x", "--baseline", "PIPE"]],
  [["evaluate", "x", "--kev", "PIPE"]],
  [["evaluate", "x", "--epss", "PIPE"]],
  [["evaluate", "x", "--sarif", "mine=PIPE"]],
  [["evaluate", "x", "--vex", "PIPE"]],
  [["evaluate", "--report", "trivy-fs=PIPE"]],
  [["gate", "--runtime-advisories", "PIPE"]],
  [["gate", "--image", "PIPE"]],
])(
  "%j is bad input",
  (args) => {
    const path = pipe();
    const { exitCode, stderr } = greengate([
      ...args.map((each) => each.replace("PIPE", path)),
      ...(args[0] === "gate" ? ["--out", temporary()] : []),
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(path);
  },
  20_000,
);

it("so is the verdict of a baseline's folder", () => {
  const folder = dirname(pipe(join(temporary(), "verdict.json")));
  const { exitCode, stderr } = greengate(["evaluate", "x", "--baseline", folder]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("verdict.json is no file");
}, 20_000);
