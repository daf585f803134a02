/** Trivy's vulnerability database on this host. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import { databaseArguments } from "../../dagger/src/scanners/trivy/command.ts";
import { exec } from "./exec.ts";
import type { HostTool } from "./find-tool.ts";
import type { Workplace } from "./host.ts";
import { cacheFolder } from "./tools.ts";

/** Brings Trivy's vulnerability database up to date; Trivy fetches only what is newer. */
export async function updateDatabase(
  { work }: Workplace,
  { program }: HostTool,
): Promise<Result<string>> {
  const cache = join(cacheFolder(), "trivy");
  mkdirSync(cache, { recursive: true });
  const args = databaseArguments(cache);
  const ended = await exec({ program, args, cwd: work, seconds: 600 });
  if (ended.exitCode === 0) return ok(cache);
  return fail({
    code: "database.not-fetched",
    message: `The vulnerability database could not be fetched: ${whyFailed(ended)}`,
    hint: "Check the network, or give a folder that holds db/ with --database.",
  });
}
