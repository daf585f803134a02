/** Lockfiles of which real Trivy would leave out a part with exit 0, as it lists them. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { greengate, temporary } from "./greengate.ts";
import { databaseOf, trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();

interface Report {
  readonly Results?: { Target: string; Packages?: { Name: string; Version?: string }[] }[];
}

function gateOver(files: Record<string, string>) {
  const [source, out] = [temporary(), temporary()];
  const texts = { "greengate.yaml": "version: 1\nservice: { dockerfile: none }\n", ...files };
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(join(source, path, ".."), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  const args = ["--source", source, "--out", out, "--only", "trivy-fs", "--install-tools"];
  greengate(["gate", ...args, "--database", databaseOf(new Date())]);
  const { Results = [] }: Report = JSON.parse(
    readFileSync(join(out, "raw/trivy-fs/report.json"), "utf8"),
  );
  const { findings, stages } = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  const { gaps } = stages.find((each: { stage: string }) => each.stage === "trivy-fs");
  return {
    packages: Results.map(({ Target, Packages = [] }) => [
      Target,
      Packages.map(({ Name, Version = "" }) => `${Name} ${Version}`).sort(),
    ]),
    found: findings.map((each: { id: string }) => each.id),
    gaps: gaps.map((each: { code: string }) => each.code),
  };
}

const LONG = `# ${"x".repeat(70_000)}\n`;

describe.skipIf(why !== undefined)(`lockfiles${why ? ` (not here: ${why})` : ""}`, () => {
  it("Mix: older entries, two on a line, behind a long comment, of Git", () => {
    const plug = '"plug": {:hex, :plug, "1.10.0", "6508", [:mix], [], "hexpm", "422a"}';
    const told = gateOver({
      "mix.lock": `%{\n  ${plug}, "two": {:hex, :two, "1.0.0", "05", [:mix], []},\n${LONG}  "old": {:hex, :old, "0.6.6"},\n  "phoenix": {:git, "https://x/p.git", "abcd", [tag: "v1.0.0"]},\n}\n`,
    });
    const packages = ["old 0.6.6", "phoenix ", "plug 1.10.0", "two 1.0.0"];
    expect(told).toEqual({ packages: [["mix.lock", packages]], found: ["no-version"], gaps: [] });
  });

  it("Mix: one that can't be read is not half read", () => {
    const plug = '"plug": {:hex, :plug, "1.10.0", "6508", [:mix], [], "hexpm", "422a"}';
    const told = gateOver({ "mix.lock": `%{\n  ${plug},\n  "a": File.read!("b"),\n}\n` });
    expect(told).toEqual({ packages: [], found: [], gaps: ["source.unread"] });
  });

  it("Gradle: what stands behind a long line, and in a configuration that is named like a test", () => {
    const told = gateOver({
      "gradle.lockfile": `a:first:1.0=runtimeClasspath\n${LONG}org.apache.logging.log4j:log4j-core:2.14.1=testbedRuntimeClasspath\na:long:1=${"testRuntimeClasspath,".repeat(4_000)}x\nb:test:1=testCompileClasspath,testRuntimeClasspath\nempty=\n`,
      "app/buildscript-gradle.lockfile": `${LONG}a:plugin:1.0=classpath\nempty=\n`,
    });
    const log4j = "org.apache.logging.log4j:log4j-core 2.14.1";
    expect(told).toEqual({
      packages: [
        ["app/buildscript-gradle.lockfile", ["a:plugin 1.0"]],
        ["gradle.lockfile", ["a:first 1.0", "a:long 1", log4j]],
      ],
      found: ["CVE-2021-44228"],
      gaps: [],
    });
  });

  it("sbt: what is optional is on the application's classpath", () => {
    const log4j = { org: "org.apache.logging.log4j", name: "log4j-core", version: "2.14.1" };
    const dependencies = [
      { org: "a", name: "main", version: "1.0", artifacts: [], configurations: ["compile"] },
      { org: "a", name: "tests", version: "1.0", artifacts: [], configurations: ["test"] },
      { ...log4j, artifacts: [], configurations: ["optional"] },
    ];
    const told = gateOver({ "build.sbt.lock": JSON.stringify({ lockVersion: 1, dependencies }) });
    const packages = ["a:main 1.0", "org.apache.logging.log4j:log4j-core 2.14.1"];
    expect(told).toEqual({
      packages: [["build.sbt.lock", packages]],
      found: ["CVE-2021-44228"],
      gaps: [],
    });
  });
});
