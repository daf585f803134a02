/** A gate that is stopped midway takes away what it started: programs, containers, its folders. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { temporary } from "./greengate.ts";

/** A program of that name which answers what it is, and else notes its process and never ends. */
function hanging(name: string, script: string) {
  const folder = temporary();
  const note = join(folder, "note");
  const text = `#!/bin/sh\nnote=${note}\n${script}\n`;
  writeFileSync(join(folder, name), text, { mode: 0o755 });
  return { folder, note };
}

const HANG = "echo $$ >> $note; sleep 300 & echo $! >> $note; wait";

async function stopped(
  signal: NodeJS.Signals,
  only: string,
  { folder, note }: { folder: string; note: string },
) {
  const source = temporary();
  writeFileSync(join(source, "Dockerfile"), "FROM scratch AS build\n");
  const policy = "version: 1\nservice: { test: [node, --test] }\n";
  writeFileSync(join(source, "greengate.yaml"), policy);
  const out = join(temporary(), "out");
  const temp = join(temporary(), "tmp");
  mkdirSync(temp);
  const args = ["gate", "--source", source, "--only", only, "--out", out];
  const env = { PATH: `${folder}:${process.env.PATH}`, HOME: temporary(), TMPDIR: temp };
  const child = spawn(process.execPath, [resolve("dist/cli/main.mjs"), ...args], {
    env,
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  const isNoted = () => existsSync(note) && readFileSync(note, "utf8").split("\n").length > 2;
  while (child.exitCode === null && !isNoted()) await setTimeout(50);
  child.kill(signal);
  const [, by] = await ended;
  return { by, left: readdirSync(temp), out: existsSync(out), noted: readFileSync(note, "utf8") };
}

const isGone = (pid: string) =>
  !existsSync(`/proc/${pid}`) || / [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));

it.each(["SIGINT", "SIGTERM"] as const)(
  "%s: a scanner, its children, and all folders",
  async (signal) => {
    const trivy = hanging(
      "trivy",
      `case "$1" in version) echo '{"Version":"0.76.0"}'; exit;; esac; ${HANG}`,
    );
    const { by, left, out, noted } = await stopped(signal, "trivy-config", trivy);
    expect(by).toBe(signal);
    expect(left).toEqual([]);
    expect(out).toBe(false);
    await setTimeout(100);
    expect(noted.trim().split("\n").map(isGone)).toEqual([true, true]);
  },
);

it("a container, whose engine's own process may end without it", async () => {
  const engine = `case "$1" in info) exit;; --version) echo 27.0.1; exit;; run) ${HANG};; rm) echo "$*" >> $note;; esac`;
  const { by, noted } = await stopped("SIGTERM", "test", hanging("docker", engine));
  expect(by).toBe("SIGTERM");
  expect(noted).toMatch(/^rm --force --volumes greengate-[0-9a-f]{16}$/m);
});
