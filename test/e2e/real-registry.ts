/** A registry on loopback, in memory, with the real crane and cosign: on PATH, or built beforehand. */
import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { COSIGN, CRANE, findProgram } from "../../cli/registry/programs.ts";
import { temporary } from "./greengate.ts";

const found = await Promise.all(
  [CRANE, COSIGN].map((program) =>
    findProgram(program, { work: temporary(), installTools: false, say: () => {} }),
  ),
);
const missing = found.flatMap((each) => (each.ok ? [] : [each.error.message]));

/** Why they can't be had here; undefined where they can. `npm run registry-tools` builds them. */
export const why = missing.length === 0 ? undefined : missing.join(" ");

/** cosign asks no terminal for it. */
export const PASSWORD = { COSIGN_PASSWORD: "only for this test" };

const folders = found.flatMap((each) =>
  each.ok && isAbsolute(each.value) ? [dirname(each.value)] : [],
);
const PATH = [...folders, process.env.PATH].join(":");

/** Runs crane or cosign itself. @throws Error with what it said, where it fails */
export function real(program: "crane" | "cosign", ...args: string[]): string {
  const env = { ...process.env, ...PASSWORD, PATH };
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", env });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  return stdout.trim();
}

/** @returns where it listens, and what ends it */
export async function startRegistry(): Promise<{ at: string; stop: () => void }> {
  // Into a file: nobody reads a pipe while a test waits for a program, and a full one halts it.
  const log = join(temporary(), "registry.log");
  const to = openSync(log, "w");
  const args = ["registry", "serve", "--address", "127.0.0.1:0"];
  const child = spawn("crane", args, {
    env: { ...process.env, PATH },
    stdio: ["ignore", to, to],
  });
  closeSync(to);
  const stop = () => void child.kill();
  for (let tries = 0; tries < 200; tries++) {
    const port = /serving on port (\d+)/.exec(readFileSync(log, "utf8"))?.[1];
    if (port !== undefined) return { at: `127.0.0.1:${port}`, stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the registry did not start: ${readFileSync(log, "utf8")}`);
}

/** @returns the files of a new pair of keys, without their endings */
export function newKey(): string {
  const prefix = join(temporary(), "cosign");
  real("cosign", "generate-key-pair", "--output-key-prefix", prefix);
  return prefix;
}
