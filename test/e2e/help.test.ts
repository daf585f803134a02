/** `greengate COMMAND --help`: the command's own usage, and every option with what it is. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { commandHelp } from "../../cli/command-help.ts";
import { USAGE } from "../../cli/usage.ts";
import { greengate } from "./greengate.ts";

const COMMANDS = [...new Set(USAGE.match(/(?<=^ {2}greengate )[a-z-]+/gm))];

it("of all has a line of what each command does", () => {
  for (const command of COMMANDS) expect(USAGE).toMatch(new RegExp(`^  ${command} +\\S`, "m"));
});

it.each(COMMANDS)("%s has a line for each option, and no other command's usage", (command) => {
  const help = commandHelp(command) ?? "";
  expect(new Set(help.match(/(?<=^ {2}greengate )[a-z-]+/gm))).toEqual(new Set([command]));
  const [usage = ""] = help.split("\n\n");
  for (const flag of usage.match(/--[a-z][a-z-]*/g) ?? []) {
    expect(help).toMatch(new RegExp(`^  ${flag} +\\S`, "m"));
  }
  for (const line of help.split("\n").filter((each) => each.startsWith("  --"))) {
    expect(line).toMatch(/^ {2}--[a-z-]+ +\S/);
  }
});

it("is what the command line prints", () => {
  const { exitCode, stdout } = greengate(["gate", "--help"]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^ {2}greengate gate /);
  expect(stdout).toMatch(/^ {2}run every stage that this host can/m);
  expect(stdout).toMatch(/^ {2}--out +reports folder; by default greengate-report$/m);
  expect(stdout).not.toContain("greengate evaluate");
  expect(greengate(["evaluate", "-h"]).stdout).toMatch(/^ {2}greengate evaluate /);
});

it("of all, or of no command that there is, is the whole usage", () => {
  expect(greengate(["--help"]).stdout).toBe(USAGE);
  expect(greengate(["nothing", "--help"]).stdout).toBe(USAGE);
  expect(greengate(["nothing"]).exitCode).toBe(2);
});

it("--version is the package's", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(greengate(["--version"])).toMatchObject({ exitCode: 0, stdout: `${version}\n` });
});
