/** Gradle's lockfile, as Trivy is given it: its packages alone, in short lines. */
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { treeOf } from "../support/tree.ts";

const planted = (text: string, path = "gradle.lockfile") =>
  selectLockfiles(treeOf({ [path]: text })).planted?.[path];

const RUNTIME = "a:b:1.0=runtimeClasspath";
const LONG = "x".repeat(70_000);

it.each([
  ["comments and blanks", `# x\n\n  # y\n${RUNTIME}\n \nempty=a,b\n`, RUNTIME],
  ["a long comment", `#${LONG}\n${RUNTIME}\n`, RUNTIME],
  ["a long list of what is empty", `empty=${LONG}\n${RUNTIME}\n`, RUNTIME],
  ["a long list of configurations", `a:b:1.0=${LONG}\n`, RUNTIME],
  [
    "ends of lines that Java knows",
    `# x\r${RUNTIME}\r\nc:d:1=x\n`,
    `${RUNTIME}\nc:d:1=runtimeClasspath`,
  ],
  ["no configuration", "a:b:1.0=\na:c:1", `${RUNTIME}\na:c:1=runtimeClasspath`],
  ["no group", ":b:1.0=x", ":b:1.0=runtimeClasspath"],
  ["no version", "a:b:=x", "a:b:=runtimeClasspath"],
])("one with %s is given in short lines", (_name, text, lines) => {
  expect(planted(text)).toBe(`${lines}\nempty=\n`);
  expect(planted(text, "buildscript-gradle.lockfile")).toBe(`${lines}\nempty=\n`);
});

it.each<[string, boolean]>([
  ["testCompileClasspath,testRuntimeClasspath", true],
  ["testAnnotationProcessor", true],
  ["testImplementationDependenciesMetadata,testKotlinScriptDefExtensions", true],
  ["testFixturesRuntimeClasspath", true],
  ["testRuntimeClasspath,runtimeClasspath", false],
  ["testRuntimeClasspath,testbedRuntimeClasspath", false],
  ["testAgentRuntimeClasspath", false],
  ["testAndDevelopmentOnly", false],
  ["test", false],
  ["", false],
])("configurations %j are tests' alone: %j", (names, isForTests) => {
  const own = isForTests ? "testRuntimeClasspath" : "runtimeClasspath";
  expect(planted(`a:b:1.0=${names}\n`)).toBe(`a:b:1.0=${own}\nempty=\n`);
});

it.each([
  `${RUNTIME}\na:b:1.0:classes=runtimeClasspath\n`,
  `${RUNTIME}\na:b=runtimeClasspath\n`,
  `<<<<<<< HEAD\n${RUNTIME}\n`,
  `${RUNTIME}\na:${LONG}:1.0=runtimeClasspath\n`,
])("of one with a line that is no package, as %j, Trivy gets nothing", (text) => {
  expect(planted(text)).toBe("");
  expect(selectLockfiles(treeOf({ "gradle.lockfile": text })).targets).toEqual(["gradle.lockfile"]);
});
