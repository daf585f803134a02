/**
 * Files that are given to a run and tell something of its findings: a baseline, a catalogue, scores.
 * Each is kept in the reports folder as a stage of its own, so that its evidence is asked for like
 * any other's and `evaluate` decides the same again.
 */

import { counted } from "../core/counted.ts";
import { digestOf } from "../core/digest.ts";
import type { Gap } from "../core/gap.ts";
import type { StageRecord } from "../core/run-record.ts";
import { DAY_MS, HOUR_MS, inWords, parseInstant } from "../core/time.ts";

export interface GivenFile {
  readonly stage: string;
  /** Its name in raw/<stage>/. */
  readonly name: string;
  /** As it is kept: of a large file, what is needed. */
  readonly bytes: Uint8Array;
  readonly tool: { readonly name: string; readonly version: string };
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** What the record says of the file as it was given. */
export const original = (bytes: Uint8Array) => ({
  given: { sha256: digestOf(bytes), bytes: bytes.length },
});

/** @param at when it was taken, RFC 3339 */
export function givenRecord({ stage, name, bytes, tool, evidence }: GivenFile, at: string) {
  return {
    stage,
    status: "ran",
    tool,
    arguments: [],
    startedAt: at,
    usedAt: at,
    durationMs: 0,
    exitCode: 0,
    reused: false,
    outputs: [{ path: `raw/${stage}/${name}`, sha256: digestOf(bytes), bytes: bytes.length }],
    evidence: { ...evidence },
  } satisfies StageRecord;
}

/** @returns a gap where what is dated so is older than the policy's limit, or dated wrongly */
export function tooOld(what: string, dated: string, maxDays: number, now: number): Gap[] {
  const hint = `Give a newer file; the policy allows ${counted(maxDays, "day")}.`;
  const at = parseInstant(dated);
  if (at === undefined || at > now + HOUR_MS) {
    return [{ code: "given.no-date", message: `${what} is dated ${dated}.`, hint }];
  }
  if (now - at <= maxDays * DAY_MS) return [];
  return [{ code: "given.stale", message: `${what} is ${inWords(now - at)} old.`, hint }];
}
