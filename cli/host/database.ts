/** Trivy's databases on this host. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import {
  databaseArguments,
  javaDatabaseArguments,
} from "../../dagger/src/scanners/trivy/command.ts";
import { exec } from "./exec.ts";
import type { HostTool } from "./find-tool.ts";
import type { Workplace } from "./host.ts";
import { cacheFolder } from "./tools.ts";

interface Fetch {
  readonly code: string;
  readonly name: string;
  readonly folder: string;
  readonly args: (cache: string) => string[];
  /** The longest that it may take. */
  readonly seconds: number;
}

export const VULNERABILITIES: Fetch = {
  code: "database.not-fetched",
  name: "The vulnerability database",
  folder: "db/",
  args: databaseArguments,
  seconds: 600,
};

/** Some 700 MB, where the other is a tenth of that. */
export const JAVA_ARCHIVES: Fetch = {
  code: "java-database.not-fetched",
  name: "Trivy's Java database, for the image's Java archives,",
  folder: "java-db/",
  args: javaDatabaseArguments,
  seconds: 3600,
};

/**
 * Brings one of Trivy's databases up to date; Trivy fetches only what is newer.
 * @returns the folder that holds it, the same for both
 */
export async function updateDatabase(
  { work }: Workplace,
  { program }: HostTool,
  { code, name, folder, args, seconds }: Fetch,
): Promise<Result<string>> {
  const cache = join(cacheFolder(), "trivy");
  mkdirSync(cache, { recursive: true });
  const ended = await exec({ program, args: args(cache), cwd: work, seconds });
  if (ended.exitCode === 0) return ok(cache);
  return fail({
    code,
    message: `${name} could not be fetched: ${whyFailed(ended)}`,
    hint: `Check the network, or give a folder that holds ${folder} with --database.`,
  });
}
