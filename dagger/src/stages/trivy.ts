/** Trivy in its container: the Dockerfile, the image, the database and the canary. */
import { type Directory, dag } from "@dagger.io/dagger";
import { z } from "zod";
import type { StageRecord } from "../core/run-record.ts";
import {
  canaryArguments,
  configArguments,
  databaseArguments,
  imageArguments,
  versionArguments,
} from "../scanners/trivy/command.ts";
import { CANARY_FILES } from "../scanners/trivy/database.ts";
import { directoryOf } from "./files.ts";
import type { Image } from "./image.ts";
import { type Run, runTool, scanRecord, type ToolEnd } from "./run.ts";
import { command, META, RAW } from "./wrapper.ts";

const SECONDS = 600;
const CACHE = "/greengate/cache";
const TARGET = "/greengate/target";
const VERSION = "version.json";

const trivy = (args: readonly string[]) => `${command("trivy", args)} || exit $?`;
const version = `${command("trivy", versionArguments(CACHE))} > ${META}/${VERSION} || exit $?`;
const told = z.object({ Version: z.string(), VulnerabilityDB: z.unknown().optional() });

/** What `trivy version` said; an empty version is missing evidence. */
function whatItIs(run: Run, end: ToolEnd) {
  try {
    const { Version, VulnerabilityDB } = told.parse(JSON.parse(end.meta(VERSION)));
    return { tool: { name: "trivy", version: Version, image: run.images.trivy }, VulnerabilityDB };
  } catch {
    return { tool: { name: "trivy", version: "", image: run.images.trivy } };
  }
}

/** The vulnerability database, fetched once a bucket and shared by the scans. */
export function database(run: Run): Directory {
  if (run.database) return run.database;
  return dag
    .container()
    .from(run.images.trivy)
    .withEnvVariable("GREENGATE_BUCKET", run.bucket)
    .withExec(["trivy", ...databaseArguments(CACHE, run.databaseRepository)])
    .directory(CACHE);
}

export async function trivyConfigStage(run: Run): Promise<StageRecord> {
  const stage = "trivy-config";
  const { dockerfile } = run.policy.service;
  // Alone in its folder: nothing of the repository lies beside it that could silence the scan.
  const alone = dag.directory().withFile(dockerfile, run.source.file(dockerfile));
  const args = configArguments({ target: TARGET, output: `${RAW}/report.json`, cache: CACHE });
  const end = await runTool(run, {
    stage,
    image: run.images.trivy,
    script: { seconds: SECONDS, steps: [version, trivy(args)] },
    prepare: (container) => container.withMountedDirectory(TARGET, alone),
  });
  const { tool } = whatItIs(run, end);
  return scanRecord(run, stage, end, { tool, target: { name: dockerfile }, arguments: args });
}

export async function trivyImageStage(run: Run, image: Image): Promise<StageRecord> {
  const stage = "trivy-image";
  const archive = "/greengate/image.tar";
  const args = imageArguments({ target: archive, output: `${RAW}/report.json`, cache: CACHE });
  const second = { target: TARGET, output: `${RAW}/canary.json`, cache: CACHE };
  const end = await runTool(run, {
    stage,
    image: run.images.trivy,
    script: { seconds: SECONDS, steps: [version, trivy(args), trivy(canaryArguments(second))] },
    prepare: (container) =>
      container
        .withMountedDirectory(CACHE, database(run))
        .withMountedFile(archive, image.archive)
        .withMountedDirectory(TARGET, directoryOf(CANARY_FILES)),
  });
  const { tool, VulnerabilityDB } = whatItIs(run, end);
  return scanRecord(run, stage, end, {
    tool,
    target: { name: "image", digest: image.identity.config },
    arguments: args,
    evidence: { database: VulnerabilityDB },
  });
}
