/** Trivy on this host: its program, its database, its two stages. */
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import type { StageRecord } from "../../dagger/src/core/run-record.ts";
import { missing, rawFolder } from "../../dagger/src/folder/records.ts";
import {
  canaryArguments,
  configArguments,
  databaseArguments,
  imageArguments,
  versionArguments,
} from "../../dagger/src/scanners/trivy/command.ts";
import { CANARY_FILES } from "../../dagger/src/scanners/trivy/database.ts";
import { exec } from "./exec.ts";
import { type Host, recordOf, whyFailed } from "./host.ts";
import type { HostImage } from "./image.ts";

export interface Trivy {
  readonly program: string;
  readonly version: string;
}

const SECONDS = 600;
const INSTALL = "Install Trivy 0.75 or newer, or pass --install-tools.";
const told = z.object({ Version: z.string(), VulnerabilityDB: z.unknown().optional() });

async function ask(program: string, cwd: string, cache: string) {
  const args = versionArguments(cache);
  const ended = await exec({ program, args, cwd, seconds: 60 });
  if (ended.exitCode !== 0) return undefined;
  try {
    return told.parse(JSON.parse(ended.stdout));
  } catch {
    return undefined;
  }
}

/** @param program a path, or a name on PATH */
export async function findTrivy({ work }: Host, program: string): Promise<Result<Trivy>> {
  const version = (await ask(program, work, work))?.Version;
  if (version === undefined) {
    const message = "Trivy is not on this host.";
    return fail({ code: "trivy.missing", message, hint: INSTALL });
  }
  // Older ones lack flags that keep a scanned tree from silencing them, and 0.69 had malicious
  // releases (CVE-2026-33634).
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major === 0 && !(minor >= 75)) {
    const message = `Trivy ${version} is too old.`;
    return fail({ code: "trivy.too-old", message, hint: INSTALL });
  }
  return ok({ program, version });
}

/** Brings the vulnerability database up to date in `cache`; Trivy fetches only what is newer. */
export async function updateDatabase(
  { work }: Host,
  { program }: Trivy,
  cache: string,
): Promise<Result<string>> {
  mkdirSync(cache, { recursive: true });
  const args = databaseArguments(cache);
  const ended = await exec({ program, args, cwd: work, seconds: SECONDS });
  if (ended.exitCode === 0) return ok(cache);
  return fail({
    code: "database.not-fetched",
    message: `The vulnerability database could not be fetched: ${whyFailed(ended)}`,
    hint: "Check the network, or give a folder that holds db/ with --database.",
  });
}

export async function configStage(
  host: Host,
  trivy: Trivy,
  dockerfile: string,
): Promise<StageRecord> {
  const stage = "trivy-config";
  const from = join(host.source, dockerfile);
  if (!lstatSync(from, { throwIfNoEntry: false })?.isFile()) {
    const hint = "Give the Dockerfile's path in the policy, service.dockerfile.";
    return missing(stage, `${dockerfile} is absent or no plain file`, hint);
  }
  const output = join(rawFolder(host.out, stage), "report.json");
  const call = { target: copyAlone(host, from, dockerfile), output, cache: host.work };
  const args = configArguments(call);
  const ended = await exec({ program: trivy.program, args, cwd: host.work, seconds: SECONDS });
  const target = { name: dockerfile };
  return recordOf(host, stage, ended, { tool: toolOf(trivy), target, arguments: args });
}

/** The Dockerfile in a folder of its own: nothing of the repository lies beside it. */
function copyAlone({ work }: Host, from: string, dockerfile: string): string {
  const folder = join(work, "dockerfile");
  const to = join(folder, dockerfile);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, readFileSync(from));
  return folder;
}

export async function imageStage(
  host: Host,
  trivy: Trivy,
  image: HostImage,
  cache: string,
): Promise<StageRecord> {
  const stage = "trivy-image";
  const raw = rawFolder(host.out, stage);
  const run = (args: string[]) =>
    exec({ program: trivy.program, args, cwd: host.work, seconds: SECONDS });
  const canary = join(host.work, "canary");
  for (const [path, content] of Object.entries(CANARY_FILES)) {
    mkdirSync(dirname(join(canary, path)), { recursive: true });
    writeFileSync(join(canary, path), content);
  }
  const args = imageArguments({ target: image.archive, output: join(raw, "report.json"), cache });
  const scan = await run(args);
  const output = join(raw, "canary.json");
  const second = await run(canaryArguments({ target: canary, output, cache }));
  const database = (await ask(trivy.program, host.work, cache))?.VulnerabilityDB;
  return recordOf(
    host,
    stage,
    scan.exitCode === 0 ? { ...scan, exitCode: second.exitCode, tail: second.tail } : scan,
    {
      tool: toolOf(trivy),
      target: { name: "image", digest: image.identity.config },
      arguments: args,
      evidence: { database },
    },
  );
}

const toolOf = ({ version }: Trivy) => ({ name: "trivy", version });
