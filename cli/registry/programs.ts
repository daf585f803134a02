/** The programs that speak with a registry: on PATH, or built by Go from their pinned sources. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import { atLeast } from "../../dagger/src/scanners/tool.ts";
import { exec } from "../host/exec.ts";
import { cacheFolder } from "../host/tools.ts";
import { environment } from "./environment.ts";

interface Program {
  readonly name: "crane" | "cosign";
  /** Its Go package, at a version whose sources Go checks against the public checksum log. */
  readonly source: string;
  readonly version: string;
  /** The oldest that has the flags we use; none where its version does not matter. */
  readonly oldest: readonly number[];
}

export const CRANE: Program = {
  name: "crane",
  source: "github.com/google/go-containerregistry/cmd/crane",
  version: "v0.22.1",
  oldest: [],
};

/** Older ones write another format of signatures, or need a transparency log. */
export const COSIGN: Program = {
  name: "cosign",
  source: "github.com/sigstore/cosign/v3/cmd/cosign",
  version: "v3.1.3",
  oldest: [3, 1],
};

/** A build of cosign took 5 to 10 minutes on two busy cores. */
const BUILD_SECONDS = 900;

export interface Finding {
  readonly work: string;
  readonly installTools: boolean;
  readonly say: (line: string) => void;
}

/** @returns what to call it by */
export async function findProgram(wanted: Program, finding: Finding): Promise<Result<string>> {
  const { name, version, oldest } = wanted;
  const built = join(cacheFolder(), "tools", `${name}-${version}`, name);
  for (const program of [name, built]) {
    const asked = await exec({ program, args: ["version"], cwd: finding.work, seconds: 60 });
    const said = /v(\d+\.\d+\.\d+)/.exec(asked.stdout)?.[1] ?? "0";
    if (asked.exitCode === 0 && atLeast(said, oldest)) return ok(program);
  }
  if (finding.installTools) return build(wanted, built, finding);
  const least = oldest.length === 0 ? name : `${name} ${oldest.join(".")} or newer`;
  return fail({
    code: "tool.missing",
    message: `${least} is not on this host.`,
    hint: `Install it, or pass --install-tools where Go is: it builds ${version}.`,
  });
}

async function build(
  { name, source, version }: Program,
  built: string,
  { work, say }: Finding,
): Promise<Result<string>> {
  say(`building ${name} ${version} with Go, which takes some minutes the first time`);
  const folder = join(built, "..");
  mkdirSync(folder, { recursive: true });
  const ended = await exec({
    program: "go",
    args: ["install", `${source}@${version}`],
    cwd: work,
    seconds: BUILD_SECONDS,
    env: { ...environment("go"), GOBIN: folder },
  });
  if (ended.exitCode === 0 && existsSync(built)) return ok(built);
  return fail({
    code: "tool.not-built",
    message: `${name} could not be built: ${whyFailed(ended)}`,
    hint: `Install ${name} yourself; --install-tools needs Go 1.25 or newer.`,
  });
}
