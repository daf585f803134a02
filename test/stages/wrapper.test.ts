/** The script that runs in scanner containers, here in this machine's shell and in busybox's. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { command, EXIT, IN, META, OUT, wrapper } from "../../dagger/src/stages/wrapper.ts";
import { temporary } from "../e2e/greengate.ts";

const hasBusybox = spawnSync("busybox", ["true"]).status === 0;

function run(shell: string[], steps: string[], seconds = 20, fine: number[] = []) {
  const root = temporary();
  const here = (text: string) => text.replaceAll("/greengate", root);
  mkdirSync(here(IN), { recursive: true });
  for (const [name, text] of Object.entries(wrapper({ steps: steps.map(here), seconds, fine }))) {
    writeFileSync(join(here(IN), name), here(text));
  }
  const [program = "sh", ...args] = shell;
  const env = shell[0] === "busybox" ? { PATH: busyboxPath(root) } : process.env;
  const ended = spawnSync(program, [...args, join(here(IN), "run.sh")], { encoding: "utf8", env });
  const meta = (name: string) => {
    const path = join(here(META), name);
    return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
  };
  return { code: ended.status, stderr: ended.stderr, meta };
}

/** Only busybox's own programs, as on Alpine. */
function busyboxPath(root: string): string {
  const bin = join(root, "bin");
  mkdirSync(bin);
  spawnSync("busybox", ["--install", "-s", bin]);
  return `${bin}:/bin`;
}

describe.each([
  ["this machine's sh", ["sh"], false],
  [`busybox${hasBusybox ? "" : " (not on this machine)"}`, ["busybox", "sh"], !hasBusybox],
])("%s", (_, shell, skip) => {
  it.skipIf(skip)("writes when it ran, how long, and how it ended", () => {
    const { code, meta } = run(shell, ["echo hello", "sleep 1"]);
    expect(code).toBe(0);
    expect(meta("started")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const [from = 0, to = 0] = meta("uptime")?.split(" ").map(Number) ?? [];
    expect(to - from).toBeGreaterThan(0.9);
    expect(to - from).toBeLessThan(5);
    expect(meta("exit")).toBe("0");
    expect(meta("log")).toBe("hello");
  });

  it.skipIf(skip)("a failure is our own code, with the end of the log", () => {
    const { code, stderr } = run(shell, ["echo the reason", "exit 7"]);
    expect(code).toBe(EXIT.failed);
    expect(stderr).toContain("the reason");
    expect(stderr).toContain("exit code 7");
  });

  it.skipIf(skip)("a code that the tool means well is no failure", () => {
    const { code, meta } = run(shell, ["exit 2"], 20, [2]);
    expect(code).toBe(0);
    expect(meta("exit")).toBe("2");
  });

  it.skipIf(skip)("a time-out is told apart", () => {
    expect(run(shell, ["sleep 30"], 1).code).toBe(EXIT.timedOut);
  });

  it.skipIf(skip)("so is a target that never came up", () => {
    expect(run(shell, [`exit ${EXIT.neverUp}`]).code).toBe(EXIT.neverUp);
  });

  it.skipIf(skip)("arguments stay one argument each, whatever is in them", () => {
    const odd = 'a\'b "c" $(touch pwned) `x` \\ ;';
    const { meta } = run(shell, [command("printf", ["%s", odd])]);
    expect(meta("log")).toBe(odd);
  });
});

it("keeps what it writes under one folder", () => {
  expect(META.startsWith(`${OUT}/`)).toBe(true);
});
