/** How both runners record a stage: it ran, it failed, it could not start, it does not apply. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { StageRecord } from "../core/run-record.ts";
import type { Selection } from "../scanners/invocation.ts";
import { linkHint, onlyLinks, unfollowedLinks } from "../scanners/links.ts";
import type { Scanner } from "../scanners/scanner.ts";
import type { SourceTree } from "../scanners/source-tree.ts";
import { listOutputs } from "./write.ts";

/** What a runner measured of a stage's programs. Times are of the run itself, not of its use. */
export interface Measured {
  readonly exitCode: number;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
}

/** raw/<stage>/ of the reports folder, made if it is not there. */
export function rawFolder(out: string, stage: string): string {
  const folder = join(out, "raw", stage);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The record of a stage that could not start. */
export function missing(stage: string, reason: string, hint: string): StageRecord {
  return { ...blank(stage), status: "missing", reason, hint };
}

/** The record of a scan of the source for which there is no file to look at, only links to some, or not what it takes. */
export function nothingSelected(
  { stage, mayNotApply, install }: Scanner,
  tree: SourceTree,
  selection: Selection,
): StageRecord {
  if (selection.lacks) return missing(stage, selection.lacks.reason, selection.lacks.hint);
  const hidden = unfollowedLinks(tree, selection);
  if (hidden.length > 0) {
    return missing(stage, onlyLinks(hidden), linkHint(hidden));
  }
  return mayNotApply
    ? { ...notApplicable(stage, selection.none), evidence: { ...selection.evidence } }
    : missing(stage, selection.none, install);
}

export function notApplicable(stage: string, reason: string): StageRecord {
  return { ...blank(stage), status: "not-applicable", reason };
}

/** The record of a stage that started and did not end well. */
export function failed(
  stage: string,
  reason: string,
  more: Partial<StageRecord> = {},
): StageRecord {
  return { ...blank(stage), status: "failed", reason, ...more };
}

/**
 * The record of a stage whose tool ran to its end.
 *
 * @param out the reports folder; what lies in raw/<stage>/ is listed with its digests
 */
export function ran(
  out: string,
  stage: string,
  { exitCode, startedAt, durationMs }: Measured,
  more: Partial<StageRecord> & Required<Pick<StageRecord, "tool">>,
): StageRecord {
  const times = { startedAt, usedAt: startedAt, durationMs };
  const outputs = listOutputs(out, stage);
  return { ...blank(stage), status: "ran", exitCode, ...times, outputs, ...more };
}

function blank(stage: string) {
  return { stage, arguments: [], reused: false, outputs: [], evidence: {} };
}
