/** The exit code is the verdict's, or says that there is none: whoever reads, and whatever fails. */
import { spawnSync } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const MAIN = resolve("dist/cli/main.mjs");
const FULL = "/dev/full";
const BY = ["--policy", "examples/greengate.yaml", "--now", "2026-11-24T23:30:00Z"];

// Linux has a device that is always full.
it.runIf(existsSync(FULL)).each(["pass", "block"])("no space for what is said: 3 (%s)", (name) => {
  const args = [MAIN, "evaluate", `examples/${name}`, ...BY];
  const full = openSync(FULL, "w");
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", full, "pipe"] });
  expect(stderr.toString()).toBe("greengate: ENOSPC: no space left on device, write\n");
  expect(status).toBe(3);
  expect(spawnSync(process.execPath, args, { stdio: ["ignore", full, full] }).status).toBe(3);
});
