/** A repository of links with real Bandit: no `pass` over code that only a link names. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { greengate, temporary } from "./greengate.ts";

const CODE = "import subprocess\nsubprocess.call('ls ' + input(), shell=True)\n";

function gate(source: string) {
  const args = ["--source", source, "--only", "bandit", "--out", join(temporary(), "out")];
  const given = ["--policy", join(source, "greengate.yaml"), "--install-tools"];
  const ended = greengate(["gate", ...args, ...given]);
  return { ...ended, stdout: ended.stdout.replace(/\s+/g, " ") };
}

function source(policy = ""): string {
  const folder = temporary();
  writeFileSync(join(folder, "greengate.yaml"), `version: 1\n${policy}`);
  writeFileSync(join(folder, "code.txt"), CODE);
  symlinkSync("code.txt", join(folder, "app.py"));
  return folder;
}

it("the only Python file is a link: incomplete, and it is named", () => {
  const { exitCode, stdout } = gate(source());
  expect(stdout).toContain("app.py (a link to code.txt)");
  expect(stdout).toContain("exclude the link in the policy");
  expect(exitCode).toBe(3);
});

const why = (() => {
  const folder = temporary();
  writeFileSync(join(folder, "greengate.yaml"), "version: 1\n");
  writeFileSync(join(folder, "a.py"), "a = 1\n");
  const { stderr } = gate(folder);
  return stderr.includes("bandit: ran") ? undefined : stderr.trim().split("\n")[0];
})();

describe.skipIf(why !== undefined)(`with real Bandit${why ? ` (not here: ${why})` : ""}`, () => {
  it("a link beside files that were read: incomplete", () => {
    const folder = source();
    writeFileSync(join(folder, "main.py"), "a = 1\n");
    const { exitCode, stdout } = gate(folder);
    expect(stdout).toContain("app.py (a link to code.txt)");
    expect(exitCode).toBe(3);
  });

  it("a link out of the source: incomplete, and nothing behind it is read", () => {
    const folder = source("exclude: [app.py]\n");
    const outside = temporary();
    writeFileSync(join(outside, "secret.py"), CODE);
    symlinkSync(outside, join(folder, "src"));
    writeFileSync(join(folder, "main.py"), "a = 1\n");
    const { exitCode, stdout } = gate(folder);
    expect(stdout).toContain("src (a link out of the source)");
    expect(stdout).not.toContain("B602");
    expect(exitCode).toBe(3);
  });

  it("links to what is read under its own name, and one that is excluded: pass", () => {
    const folder = source("exclude: [./app.py, vendr/]\n");
    mkdirSync(join(folder, "lib"));
    writeFileSync(join(folder, "lib/main.py"), "a = 1\n");
    symlinkSync("lib/main.py", join(folder, "run.py"));
    symlinkSync("lib", join(folder, "src"));
    const { exitCode, stdout } = gate(folder);
    expect(stdout).toMatch(/^PASS/);
    expect(stdout).toContain("app.py, vendr (not in the source)");
    expect(exitCode).toBe(0);
  });
});
