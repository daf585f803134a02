/** `--install-tools`: programs from Python packages whose hashes are pinned, in folders of their own. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import type { PythonPackages } from "../../dagger/src/scanners/tool.ts";
import { exec } from "./exec.ts";
import { type Host, whyFailed } from "./host.ts";

/** Where tools and databases are kept between runs. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "greengate");
}

/**
 * A virtual environment of its own, named by what is in it. Its scripts hold its path, so it can't
 * be moved when whole; a file that is written last tells a broken-off install from one.
 * @returns the path of the program
 */
export async function installPython(
  host: Host,
  name: string,
  program: string,
  { version, requirements }: PythonPackages,
): Promise<Result<string>> {
  const digest = createHash("sha256").update(requirements).digest("hex").slice(0, 12);
  const folder = join(cacheFolder(), "tools", `${name}-${version}-${digest}`);
  const [installed, whole] = [join(folder, "bin", program), join(folder, "whole")];
  if (existsSync(installed) && existsSync(whole)) return ok(installed);
  host.say(`installing ${name} ${version} into ${folder}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const list = join(host.work, `${name}-requirements.txt`);
  writeFileSync(list, requirements);
  const python = join(folder, "bin", "python");
  const pinned = ["--only-binary=:all:", "--require-hashes", "--requirement", list];
  for (const args of [
    ["-m", "venv", "--without-pip", folder],
    ["-m", "pip", "--python", python, "install", "--quiet", ...pinned],
  ]) {
    const ended = await exec({ program: "python3", args, cwd: host.work, seconds: 600 });
    if (ended.exitCode !== 0) return notInstalled(name, whyFailed(ended));
  }
  if (!existsSync(installed)) return notInstalled(name, `its packages hold no ${program}`);
  writeFileSync(whole, "");
  return ok(installed);
}

function notInstalled(name: string, why: string): Result<never> {
  return fail({
    code: "tools.not-installed",
    message: `${name} could not be installed: ${why}`,
    hint: "Python 3.10 or newer with pip 22.3 or newer is needed; or install it yourself.",
  });
}
