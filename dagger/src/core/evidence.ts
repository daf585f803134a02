/** What a scanner's reader says of one stage: its findings, what proves that it looked, what is missing. */
import type { RawFinding } from "./finding.ts";
import type { Gap } from "./gap.ts";
import type { Knowledge } from "./knowledge.ts";
import type { RunRecords, StageRecord } from "./run-record.ts";

/** A fact that shows that the stage really looked. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface Reading {
  readonly findings: readonly RawFinding[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly facts: readonly Fact[];
  readonly gaps: readonly Gap[];
  /** What the stage could not see by its nature, said in the report. */
  readonly notes: readonly string[];
  /** What makes it incomplete before long, and from which day: said with every verdict. */
  readonly soon?: readonly string[];
  /** What it tells of the findings of every stage. */
  readonly knowledge?: Knowledge;
}

export interface Limits {
  readonly databaseMaxAgeHours: number;
  readonly javaDatabaseMaxAgeDays: number;
  readonly scanMaxAgeHours: number;
  readonly runtimeAdvisoriesMaxAgeDays: number;
  readonly kevMaxAgeDays: number;
  readonly epssMaxAgeDays: number;
}

/** Everything a reader may look at. Time comes in as data. */
export interface StageInput {
  /** The stage's own files by name, without the folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly record: StageRecord | undefined;
  /** The image of the whole run, to hold the report's target against. */
  readonly image: RunRecords["image"];
  readonly expected: Expected;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What the policy asks a stage to have looked at. */
export interface Expected {
  /** Undefined where the policy says that there is no image. */
  readonly dockerfile: string | undefined;
  /** Where the service listens in its container, and the path that tells that it is up. */
  readonly port: number;
  readonly health: string;
  readonly paths: readonly { readonly path: string; readonly status: number }[];
}

/** A reading of a stage of which nothing can be used. */
export function unreadable(tool: string, ...gaps: Gap[]): Reading {
  return { findings: [], tool: { name: tool, version: "" }, facts: [], gaps, notes: [] };
}
