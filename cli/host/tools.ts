/** `--install-tools`: programs from Python packages whose hashes are pinned, in folders of their own. */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import type { PythonPackages } from "../../dagger/src/scanners/tool.ts";
import { exec } from "./exec.ts";
import type { Workplace } from "./host.ts";

/** Where tools and databases are kept between runs. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "greengate");
}

/**
 * A virtual environment of its own. Its scripts hold its path, so it can't be moved when whole:
 * each install has a folder that nobody else writes to, and a link to it that is made last. Then
 * two gates that install at once don't meet, and a broken-off install is never taken for one.
 * @returns the path of the program
 */
export async function installPython(
  { work, say }: Workplace,
  name: string,
  program: string,
  { version, requirements }: PythonPackages,
): Promise<Result<string>> {
  const digest = createHash("sha256").update(requirements).digest("hex").slice(0, 12);
  const tools = join(cacheFolder(), "tools");
  const link = join(tools, `${name}-${version}.${digest}`);
  const installed = join(link, "bin", program);
  if (existsSync(installed)) return ok(installed);
  mkdirSync(tools, { recursive: true });
  const folder = mkdtempSync(`${link}.`);
  say(`installing ${name} ${version} into ${folder}`);
  const list = join(work, `${name}-requirements.txt`);
  writeFileSync(list, requirements);
  const python = join(folder, "bin", "python");
  const pinned = ["--only-binary=:all:", "--require-hashes", "--requirement", list];
  for (const args of [
    ["-m", "venv", "--without-pip", folder],
    ["-m", "pip", "--python", python, "install", "--quiet", ...pinned],
  ]) {
    const ended = await exec({ program: "python3", args, cwd: work, seconds: 600 });
    if (ended.exitCode !== 0) return notInstalled(name, folder, whyFailed(ended));
  }
  if (!existsSync(join(folder, "bin", program))) {
    return notInstalled(name, folder, `its packages hold no ${program}`);
  }
  try {
    symlinkSync(folder, link);
  } catch (error) {
    // Another install was whole first: its link stays, and this one is not needed.
    if (!existsSync(installed)) return notInstalled(name, folder, (error as Error).message);
    rmSync(folder, { recursive: true, force: true });
  }
  return ok(installed);
}

function notInstalled(name: string, folder: string, why: string): Result<never> {
  rmSync(folder, { recursive: true, force: true });
  return fail({
    code: "tools.not-installed",
    message: `${name} could not be installed: ${why}`,
    hint: "Python 3.10 or newer with pip 22.3 or newer is needed; or install it yourself.",
  });
}
