/** Trivy's databases, as directories of the engine. */
import { type Directory, dag } from "@dagger.io/dagger";
import { fail, ok, type Result } from "../core/result.ts";
import { databaseArguments, javaDatabaseArguments } from "../scanners/trivy/command.ts";
import { GIVEN_HINT } from "../scanners/trivy/database.ts";
import { JAVA_METADATA, noJavaDatabase } from "../scanners/trivy/java.ts";
import { whatFailed } from "./failure.ts";
import type { Run } from "./run.ts";

/** Where a scan has them. */
export const CACHE = "/greengate/cache";

/** @throws Error where the given folder is none of Trivy's */
export async function knownDatabase(given: Directory | undefined): Promise<void> {
  if (!given || (await given.exists("db/metadata.json"))) return;
  throw new Error(`--database: it is no Trivy cache folder. ${GIVEN_HINT}\n`);
}

/** The vulnerability database, fetched once a bucket and shared by the scans. */
export const databaseOf = (run: Run): Directory =>
  run.database ?? fetched(run, databaseArguments(CACHE, run.databaseRepository));

/**
 * The Java database, likewise. Brought before the scan: where it can't be had, the reason is that.
 * @param archives how many there are in the image, above 0
 */
export async function javaDatabaseOf(run: Run, archives: number): Promise<Result<Directory>> {
  if (run.database) {
    const there = await run.database.exists(JAVA_METADATA);
    return there ? ok(run.database.directory("java-db")) : fail(noJavaDatabase(archives));
  }
  try {
    const from = run.javaDatabaseRepository;
    return ok(await fetched(run, javaDatabaseArguments(CACHE, from)).directory("java-db").sync());
  } catch (error) {
    // Trivy's last line is the cause, after a sentence of what failed through it.
    const cause = whatFailed(error).reason.split("\n").at(-1)?.trim();
    const message = `Trivy's Java database, for the image's Java archives, could not be fetched: ${cause}`;
    const hint =
      "Check the engine's network, or give --java-database-repository, or java-db/ with --database.";
    return fail({ code: "java-database.not-fetched", message, hint });
  }
}

const fetched = (run: Run, args: readonly string[]): Directory =>
  dag
    .container()
    .from(run.images.trivy)
    .withEnvVariable("GREENGATE_BUCKET", run.bucket)
    .withExec(["trivy", ...args])
    .directory(CACHE);
