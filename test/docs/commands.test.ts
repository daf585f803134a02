/**
 * Every command of README and docs. What decides over files is run, in a folder that looks like the
 * repository and has recorded runs as its reports folders; whatever needs scanners, an engine or a
 * network is held against the programs' own options. The end lists what was not run, and why.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { USAGE } from "../../cli/usage.ts";
import { SCANNERS } from "../../dagger/src/scanners/index.ts";
import { temporary } from "../e2e/greengate.ts";
import { moduleShape, wrongWithDagger } from "./commands/dagger.ts";
import { type Command, commandsOf, OTHERS, pages } from "./commands/fences.ts";

/** Why a command of ours can't be run here; every other one is run. */
const NEEDS: Readonly<Record<string, string>> = {
  gate: "it runs scanners",
  publish: "it needs a registry",
  sign: "it needs a registry",
  attest: "it needs a registry",
  verify: "it needs a registry",
  "ecr-scan": "it needs a registry",
};
/** Scripts of package.json that take a moment and touch nothing; tests of their own run others. */
const QUICK = ["demo"];
const PLACEHOLDER = /^[A-Z][A-Z_]{2,}(?!-\d)\b|[=#/@][A-Z][A-Z_]{2,}\b/;
/** It was understood, and what the example has in its place holds nothing of the kind. */
const NOTHING = /^greengate: No exception in force can be said/m;
/** What a gate leaves, by the names that the documentation gives it. */
const REPORTS = /^greengate(-[\w]+)?$/;

/** A finding that the recorded run has not stands for one of the reader's. */
const found = readFileSync("examples/block/raw/trivy-image/report.json", "utf8");
const standsFor = (word: string): boolean =>
  PLACEHOLDER.test(word) || (/^CVE-/.test(word) && !found.includes(word));

const manifest = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));
const module = moduleShape();
const stages = SCANNERS.map(({ stage }) => stage);
const notRun: string[] = [];

/** The repository's own files, the recorded runs' policy, and nothing that a command writes there. */
function workplace(): string {
  const folder = temporary();
  for (const name of readdirSync(".")) {
    if (["demo", "greengate-report", "greengate.yaml", ".git"].includes(name)) continue;
    symlinkSync(resolve(name), join(folder, name));
  }
  symlinkSync(resolve("examples/greengate.yaml"), join(folder, "greengate.yaml"));
  return folder;
}

/** `npm run -s [--prefix FOLDER] greengate -- …` and `greengate …` are the same. */
function ourArguments({ words }: Command): readonly string[] | undefined {
  if (words[0] === "greengate") return words.slice(1);
  const at = words.indexOf("greengate");
  return words[0] === "npm" && words[at + 1] === "--" ? words.slice(at + 2) : undefined;
}

/** What of the help text is about the command. */
function helpOf(command: string): string {
  const [, ...blocks] = USAGE.split(/^ {2}greengate /m);
  const own = blocks.filter((block) => block.startsWith(`${command} `)).join("");
  if (own.includes("with what evaluate was given")) return own + helpOf("evaluate");
  const shared = /^ {6}each with .*/m.exec(USAGE)?.[0] ?? "";
  return NEEDS[command] === "it needs a registry" ? `${own}\n${shared}` : own;
}

function wrongWithOurs(args: readonly string[]): string | undefined {
  const [command = ""] = args;
  if (command.startsWith("-")) return undefined;
  const help = helpOf(command);
  if (help === "") return `greengate has no ${command}`;
  const known = new Set(help.match(/--[a-z-]+/g));
  return args
    .filter((word) => word.startsWith("--"))
    .map((word) => word.replace(/=.*/, ""))
    .filter((flag) => !known.has(flag))
    .map((flag) => `greengate ${command} has no ${flag}`)[0];
}

/** Stages that `--only` and `--skip` name; a test of a placeholder is none. */
const wrongStages = ({ words }: Command): string[] =>
  words
    .flatMap((word, index) => (/^--(only|skip)$/.test(word) ? (words[index + 1] ?? "") : []))
    .flatMap((list) => list.split(","))
    .filter((stage) => !stages.includes(stage));

/** Files of the repository that a command names. */
const wrongFiles = ({ words, into }: Command): string[] =>
  words.filter(
    (word, index) =>
      /^(docs|examples|terraform|test|scripts|dagger|cli)\//.test(word) &&
      word !== into &&
      !["--out", "--path"].includes(words[index - 1] ?? "") &&
      !existsSync(word),
  );

/** Runs it where it can be; @returns why it is not */
function ran(command: Command, args: readonly string[], folder: string): string | undefined {
  const [name = ""] = args;
  const needs = NEEDS[name];
  if (needs) return needs;
  const open = command.words.find(standsFor);
  if (open) return `${open} stands for something`;
  const values = args.filter((word) => !word.startsWith("-")).map((word) => word.split("=").pop());
  for (const value of values) {
    if (!value || !REPORTS.test(value) || existsSync(join(folder, value))) continue;
    cpSync("examples/block", join(folder, value), { recursive: true });
  }
  const missing = values.find(
    (value, index) =>
      value && /[./]/.test(value) && values[index - 1] !== "--out" && isMissing(folder, value),
  );
  if (missing) return `${missing} is not here`;
  const main = resolve("dist/cli/main.mjs");
  const ended = spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: "utf8" });
  if (ended.status === 2 && NOTHING.test(ended.stderr))
    return "no exception of ours can be exported";
  // Green, red or incomplete, as the recorded run is: but understood.
  expect([0, 1, 3], ended.stderr).toContain(ended.status);
  expect(ended.stdout).not.toBe("");
  // What is there stays: the recorded runs are judged by their own policy.
  const into = command.into === undefined ? undefined : join(folder, command.into);
  if (into !== undefined && !existsSync(into)) writeFileSync(into, ended.stdout);
  return undefined;
}

/** Whether it is a path, and leads nowhere: what `--out` names is written, what has a time is none. */
const isMissing = (folder: string, value: string): boolean =>
  !/^\d{4}-/.test(value) && !value.startsWith("demo/") && !existsSync(join(folder, value));

function runScript({ words }: Command, folder: string): string | undefined {
  const name = words.slice(1).find((word) => !["run", "-s"].includes(word)) ?? "";
  if (words[1] !== "run") {
    expect(["ci", "test", "install", "pack", "publish", "version"]).toContain(name);
    return "npm's own";
  }
  const script = manifest.scripts[name];
  expect(script, `npm run ${name}`).toBeDefined();
  const file = /(?:^|&& )tsx (\S+)$/.exec(script ?? "")?.[1];
  if (!file || !QUICK.includes(name)) return "the script is there; it is not run here";
  const tsx = resolve("node_modules/.bin/tsx");
  const ended = spawnSync(tsx, [file], { cwd: folder, encoding: "utf8" });
  expect(ended.status, ended.stderr).toBe(0);
  return undefined;
}

function check(command: Command, folder: string): string | undefined {
  expect(wrongStages(command)).toEqual([]);
  expect(wrongFiles(command)).toEqual([]);
  const [program = ""] = command.words;
  if (program === "dagger") {
    expect(wrongWithDagger(command.words, module)).toBeUndefined();
    return "it needs an engine";
  }
  const ours = ourArguments(command);
  if (ours) {
    expect(wrongWithOurs(ours)).toBeUndefined();
    return ran(command, ours, folder);
  }
  if (program === "npm") return runScript(command, folder);
  return OTHERS.has(program) ? `${program} is another's` : undefined;
}

for (const page of pages()) {
  const commands = commandsOf(page);
  describe.skipIf(commands.length === 0)(page, () => {
    const folder = workplace();
    it.each(commands.map((command) => [`${command.line}: ${command.text}`, command] as const))(
      "%s",
      (_, command) => {
        const why = check(command, folder);
        if (why) notRun.push(`${page}:${command.line}: ${command.text}\n    not run: ${why}`);
      },
    );
  });
}

describe("a wrong command is found out", () => {
  const bad = (text: string): Command => ({ page: "", line: 0, text, words: text.split(" ") });

  it.each([
    "dagger call gat",
    "dagger call --prot 8080 gate",
    "dagger call gate --keep-image",
    "dagger call report exprt --path greengate-report",
    "dagger cal gate",
    "greengate evalute greengate-report",
    "greengate gate --databas folder",
    "greengate verify image --out folder",
    "npm run -s greengate -- gate --only bandid",
    "greengate evaluate examples/green",
    "npm run gaet",
  ])("%s", (text) => {
    expect(() => check(bad(text), temporary())).toThrow();
  });
});

afterAll(() => {
  if (notRun.length > 0) console.log(`Checked, and not run:\n${notRun.join("\n")}`);
});
