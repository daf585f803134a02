/** `greengate evaluate` and `policy`, as processes: words, files, exit codes. */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { OUTPUTS } from "../../dagger/src/outputs/index.ts";
import { SCANNERS } from "../../dagger/src/scanners/index.ts";
import { writeRun } from "../support/folder.ts";
import { builtAs, fixture, greenRun, stageOf, withReport } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";

/** The default policy, not this repository's own. */
const NOW = ["--now", "2026-11-24T22:00:00Z", "--policy", "test/fixtures/policy.yaml"];
const green = () => writeRun(temporary(), greenRun());

function blocked() {
  const run = withReport(greenRun(), "trivy-image", fixture("trivy/image-vuln-json.json"));
  builtAs(run, {
    config: "sha256:7f578941355f48c0c26147fffb09599eb5775f16ac4eb7027cb61bf160a063c2",
  });
  return writeRun(temporary(), run);
}

function incomplete() {
  const run = greenRun();
  stageOf(run, "trivy-image").status = "failed";
  stageOf(run, "trivy-image").reason = "exit code 1: disk full";
  return writeRun(temporary(), run);
}

describe("a folder that holds an earlier verdict", () => {
  const note = (folder: string, verdict: string) =>
    `${join(folder, "verdict.json")} is the earlier verdict (${verdict}); --out DIR writes this one\n`;

  it("is said to, where the one made now differs and is not written", () => {
    const folder = blocked();
    expect(greengate(["evaluate", folder, ...NOW, "--out", folder]).stderr).toBe("");
    expect(greengate(["evaluate", folder, ...NOW]).stderr).toBe("");
    const later = ["--now", "2026-11-24T22:30:00Z", "--policy", "test/fixtures/policy.yaml"];
    expect(greengate(["evaluate", folder, ...later]).stderr).toBe("");
    const only = [...NOW, "--only", "trivy-image"];
    expect(greengate(["evaluate", folder, ...only]).stderr).toBe(note(folder, "block"));
    expect(greengate(["evaluate", folder, ...only, "--out", temporary()]).stderr).toBe("");
  });

  it("one that nobody can read is none", () => {
    const folder = green();
    writeFileSync(join(folder, "verdict.json"), "{");
    expect(greengate(["evaluate", folder, ...NOW])).toMatchObject({ exitCode: 0, stderr: "" });
  });
});

describe("exit codes", () => {
  it("0: pass, and says so on standard output", () => {
    const { exitCode, stdout, stderr } = greengate(["evaluate", green(), ...NOW]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^PASS: /);
  });

  it("1: block, with the few actions that clear it", () => {
    const { exitCode, stdout } = greengate(["evaluate", blocked(), ...NOW]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^BLOCK: /);
    expect(stdout).toContain("Rebuild on a newer base image");
    expect(stdout).toContain("Upgrade lodash");
  });

  it("3: incomplete, with the stage and why", () => {
    const { exitCode, stdout } = greengate(["evaluate", incomplete(), ...NOW]);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^INCOMPLETE: /);
    expect(stdout).toContain("trivy-image failed: exit code 1: disk full");
  });

  it.each([
    [["evaluate"], "evaluate takes REPORTS_DIR"],
    [["evaluate", "/nowhere"], "/nowhere/run.json is not there"],
    [["evaluate", "/nowhere", "--colour"], "--colour"],
    [["evaluate", ".", "--now", "yesterday"], "--now is no time: yesterday"],
    [["evaluate", ".", "--only", "trivy-imgae"], "No such stage: trivy-imgae"],
    [["evaluate", "--report", "trivy-image"], "--report takes STAGE=FILE"],
    [["evaluate", ".", "--policy", "/nowhere.yaml"], "No such file: /nowhere.yaml"],
    [["evaluate", ".", "--policy", "docs"], "docs is a folder."],
    [["evalaute"], "No such command: evalaute"],
    [["gate", "--source", "/nowhere"], "No such path: /nowhere"],
    [["gate", "--database", "."], "no Trivy cache folder"],
    [["gate", "--runtime-advisories", "/nowhere"], "No such path: /nowhere"],
    [[], "Which command?"],
  ])("2: bad usage %j", (args, words) => {
    const { exitCode, stdout, stderr } = greengate(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(words);
  });

  it("2: a policy with faults, each with file, line, column and what would be right", () => {
    const file = join(temporary(), "greengate.yaml");
    writeFileSync(
      file,
      "version: 1\nservce: {}\nlimits:\n  scanMaxAgeHours: soon\nexceptions:\n" +
        "  - {id: CVE-1, reason: r, owner: o, until: 2026-02-30}\n",
    );
    const { exitCode, stdout, stderr } = greengate(["policy", "check", file]);
    expect(exitCode).toBe(2);
    expect(stdout + stderr).toContain(`${file}:2:`);
    expect(stdout + stderr).toContain(`${file}:4:`);
    expect(stdout + stderr).toContain("a day of the calendar, YYYY-MM-DD");
  });
});

describe("the reports folder", () => {
  it("takes no link", () => {
    const folder = green();
    symlinkSync("/etc/hostname", join(folder, "raw", "trivy-config", "extra.json"));
    const { exitCode, stderr } = greengate(["evaluate", folder, ...NOW]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("is a link or no plain file");
  });

  it.each(["run.json", "exceptions"])("nor is its %s one", (name) => {
    const [folder, elsewhere] = [green(), join(temporary(), name)];
    if (name === "exceptions") mkdirSync(elsewhere);
    else renameSync(join(folder, name), elsewhere);
    symlinkSync(elsewhere, join(folder, name));
    const { exitCode, stderr } = greengate(["evaluate", folder, ...NOW]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("no plain file");
  });

  it("is written over by --out, and nothing that a link in it leads to", () => {
    const folder = green();
    const [elsewhere, report] = [join(temporary(), "mine"), join(folder, "report.html")];
    writeFileSync(elsewhere, "mine");
    symlinkSync(elsewhere, report);
    expect(greengate(["evaluate", folder, ...NOW, "--out", folder]).exitCode).toBe(0);
    expect(readFileSync(elsewhere, "utf8")).toBe("mine");
    expect(readFileSync(report, "utf8")).toContain("<!doctype html>");
  });

  it("an added report without a record is not green", () => {
    const folder = green();
    mkdirSync(join(folder, "raw", "gosec"));
    writeFileSync(join(folder, "raw", "gosec", "report.sarif"), "{}");
    expect(greengate(["evaluate", folder, ...NOW]).exitCode).toBe(3);
  });

  it("no stage at all is not green", () => {
    const folder = temporary();
    const run = greenRun();
    writeRun(folder, { ...run, files: new Map(), records: { ...run.records, stages: [] } });
    expect(greengate(["evaluate", folder, ...NOW]).exitCode).toBe(3);
    const skip = ["--skip", SCANNERS.map(({ stage }) => stage).join(",")];
    expect(greengate(["evaluate", folder, ...skip, ...NOW]).exitCode).toBe(3);
  });
});

it("the same reports, policy and time give the same bytes of every output", () => {
  const folder = blocked();
  const [one, two] = [temporary(), temporary()];
  const first = greengate(["evaluate", folder, ...NOW, "--out", one]);
  const second = greengate(["evaluate", folder, ...NOW, "--out", two], { TZ: "Asia/Tokyo" });
  expect(second).toEqual(first);
  const files = readdirSync(one).sort();
  expect(files).toEqual(OUTPUTS.map(({ file }) => file).sort());
  for (const file of files) {
    expect(readFileSync(join(two, file))).toEqual(readFileSync(join(one, file)));
  }
});

describe("bare reports of another pipeline", () => {
  const at = (path: string) => join("test/fixtures", path);
  const bare = [
    "evaluate",
    "--report",
    `trivy-image=${at("trivy/image-clean-json.json")}`,
    "--report",
    `trivy-config=${at("trivy/config-good-json.json")}`,
    "--report",
    `zap-baseline=${at("zap/hardened/report.plus.json")}`,
    "--only",
    "trivy-image,trivy-config,zap-baseline",
    ...NOW,
  ];

  it("lack what only a record can show", () => {
    expect(greengate(bare).exitCode).toBe(3);
  });

  it("are accepted with --without-records, which the verdict says", () => {
    const { exitCode, stdout } = greengate([...bare, "--without-records"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("accepted without run records");
  });

  it("are still asked for what a report itself shows", () => {
    const noSystem = bare.map((arg) => arg.replace("image-clean", "image-noosr"));
    const { exitCode, stdout } = greengate([...noSystem, "--without-records"]);
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain("did not recognise");
  });
});
