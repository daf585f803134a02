/** What every stage of one run shares, and how a stage runs in its scanner's container. */
import { mkdtempSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Container, type Directory, dag } from "@dagger.io/dagger";
import type { Policy } from "../core/policy/policy.ts";
import type { StageRecord } from "../core/run-record.ts";
import { type Measured, ran, rawFolder } from "../folder/records.ts";
import type { Images } from "../images.ts";
import type { SourceTree } from "../scanners/source-tree.ts";
import { directoryOf } from "./files.ts";
import { IN, META, OUT, type Script, wrapper } from "./wrapper.ts";

export interface Run {
  /** As the engine has it, to build from. */
  readonly directory: Directory;
  /** As files on the module's own disk, brought there once, when a scanner first selects of it. */
  readonly source: () => Promise<{ readonly folder: string; readonly tree: SourceTree }>;
  readonly policy: Policy;
  /** Whether other services run beside, so that each line of the progress names its own. */
  readonly several: boolean;
  readonly images: Images;
  /** In every scan's inputs: what ran in an earlier bucket is not taken from the cache. */
  readonly bucket: string;
  /** A folder that holds Trivy's db/, and its java-db/ where Java archives are to be looked at. */
  readonly database: Directory | undefined;
  /** Mirrors of the databases, by image name. */
  readonly databaseRepository: string | undefined;
  readonly javaDatabaseRepository: string | undefined;
  /** Whether the image's archive stays in the reports folder, to be published later. */
  readonly keepImage: boolean;
  /** The text of the file of runtimes' advisories. */
  readonly advisories: string;
  /** The reports folder, on the module's own disk. */
  readonly out: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** What of a run a tool in its container needs. */
export type ToolPlace = Pick<Run, "bucket" | "out">;

export interface ToolRun {
  readonly stage: string;
  /** The tool, ready to run. */
  readonly base: Container;
  readonly script: Script;
  /** Mounts what the scanner reads. */
  readonly prepare: (container: Container) => Container;
  /** The image's user, who must be able to write; root where none is named. */
  readonly owner?: string;
}

export interface ToolEnd extends Measured {
  /** A file that the script wrote to META, trimmed; empty where there is none. */
  meta(name: string): string;
}

/** The container as it will run, with the script mounted. */
function toolContainer(run: ToolPlace, { base, script, prepare, owner }: ToolRun): Container {
  const wrapped = base
    .withEnvVariable("GREENGATE_BUCKET", run.bucket)
    .withMountedDirectory(IN, directoryOf(wrapper(script)))
    .withDirectory(OUT, dag.directory(), owner === undefined ? {} : { owner });
  return prepare(wrapped).withExec(["sh", `${IN}/run.sh`]);
}

/**
 * Runs the scanner and brings its reports to raw/<stage>/.
 * @throws ExecError, GraphQLRequestError: see `whatFailed`
 */
export async function runTool(run: ToolPlace, tool: ToolRun): Promise<ToolEnd> {
  const folder = mkdtempSync(join(tmpdir(), "greengate-"));
  await toolContainer(run, tool).directory(OUT).export(folder);
  const raw = rawFolder(run.out, tool.stage);
  for (const name of readdirSync(join(folder, "raw"))) {
    renameSync(join(folder, "raw", name), join(raw, name));
  }
  const meta = (name: string) => {
    try {
      return readFileSync(join(folder, META.slice(OUT.length), name), "utf8").trim();
    } catch {
      return "";
    }
  };
  const [from = 0, to = 0] = meta("uptime").split(" ").map(Number);
  return {
    exitCode: Number(meta("exit") || Number.NaN),
    startedAt: meta("started"),
    durationMs: Math.round((to - from) * 1000),
    meta,
  };
}

/** The record of a scan, with both its times: when it ran, and when this run used it. */
export function scanRecord(
  run: Run,
  stage: string,
  end: ToolEnd,
  more: Partial<StageRecord> & Required<Pick<StageRecord, "tool">>,
): StageRecord {
  const usedAt = new Date(run.startedAt).toISOString();
  // The layer's clock has whole seconds.
  const reused = Date.parse(end.startedAt) < run.startedAt - 1000;
  return { ...ran(run.out, stage, end, more), reused, usedAt: reused ? usedAt : end.startedAt };
}
