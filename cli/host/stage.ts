/** What every stage on this host shares: its folder, its record, and how a failure is recorded. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { StageRecord } from "../../dagger/src/core/run-record.ts";
import { listOutputs } from "../../dagger/src/folder/write.ts";
import type { Ended } from "./exec.ts";

export interface Host {
  /** The reports folder. */
  readonly out: string;
  readonly source: string;
  /** Empty and our own: programs run here, away from the scanned tree's configuration. */
  readonly work: string;
  readonly say: (line: string) => void;
}

/** raw/<stage>/, made anew. */
export function rawFolder({ out }: Host, stage: string): string {
  const folder = join(out, "raw", stage);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The record of a stage that could not start. */
export function missing(stage: string, reason: string, hint: string): StageRecord {
  return { ...blank(stage), status: "missing", reason, hint };
}

export function notApplicable(stage: string, reason: string): StageRecord {
  return { ...blank(stage), status: "not-applicable", reason };
}

/** The record of a stage whose tool ran; a non-zero exit or a time-out makes it failed. */
export function ran(
  host: Host,
  stage: string,
  ended: Ended,
  more: Partial<StageRecord> & Required<Pick<StageRecord, "tool">>,
): StageRecord {
  const failed = ended.exitCode !== 0;
  const why = ended.timedOut ? "it took longer than its limit" : `exit code ${ended.exitCode}`;
  return {
    ...blank(stage),
    status: failed ? "failed" : "ran",
    ...(failed && { reason: `${why}: ${ended.tail || "it said nothing"}` }),
    startedAt: ended.startedAt,
    usedAt: ended.startedAt,
    durationMs: ended.durationMs,
    exitCode: ended.exitCode,
    outputs: listOutputs(host.out, stage),
    ...more,
  };
}

function blank(stage: string) {
  return { stage, arguments: [], reused: false, outputs: [], evidence: {} };
}
