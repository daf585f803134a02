/** What a command says of a file of the scanned repository can't speak to the CI system or terminal. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeRun } from "../support/folder.ts";
import { HOSTILE } from "../support/hostile.ts";
import { greenRun } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";

function expectInert(text: string): void {
  expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  for (const line of text.split("\n")) expect(line).not.toMatch(/^\s*::|##(\[|vso\[|teamcity\[)/i);
}

const texts = HOSTILE.map((text) => text.slice(0, 200));

it.each([
  ["a key", Object.fromEntries(texts.map((text) => [text, 1])), 2],
  ["a value", { semgrepRules: texts[4], exclude: texts.map((text) => `/${text}`) }, 2],
  ["a stage", { require: texts.filter((text) => /[^\p{C}\p{Z}]/u.test(text)) }, 0],
  ["a service", { exceptions: texts.map((service) => ({ id: "CVE-1", service })) }, 2],
])("of a policy: %s", (_, policy, code) => {
  const file = join(temporary(), "greengate.yaml");
  writeFileSync(file, JSON.stringify({ version: 1, ...policy }));
  const { exitCode, stdout, stderr } = greengate(["policy", "check", file]);
  expectInert(stderr);
  expectInert(stdout);
  expect(exitCode).toBe(code);
});

it("of a reports folder: a file's name", () => {
  const folder = writeRun(temporary(), greenRun());
  mkdirSync(join(folder, "raw", "x\n::error::owned\u001b[31m", "y"), { recursive: true });
  const { exitCode, stderr } = greengate(["evaluate", folder]);
  expectInert(stderr);
  expect(stderr).toContain(": :error::owned[U+001B][31m/y is a link or no plain file.");
  expect(exitCode).toBe(2);
});
