/** A finding: one problem in one place, whatever tool found it. */
import type { Severity } from "./severity.ts";

export const CATEGORIES = [
  "vulnerability",
  "misconfiguration",
  "secret",
  "licence",
  "dast",
  "sast",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** The place of the operating system's packages: the same of every tool, so that an exception holds for all. */
export const SYSTEM = "operating system";

export interface Location {
  /** Path in the repository or in the image, or the path of a URL. */
  readonly path: string;
  /** First line, counted from 1. */
  readonly line?: number;
}

/** One tool's word for it. */
export interface Source {
  readonly stage: string;
  readonly tool: string;
  readonly severity: Severity;
}

/** What a scanner's reader makes of one entry of a report, before findings are joined. */
export interface RawFinding {
  readonly category: Category;
  /** The advisory or rule: CVE-2024-0001, DS-0002, 10038-1. */
  readonly id: string;
  /** Other names of the same advisory (GHSA-…). */
  readonly aliases?: readonly string[] | undefined;
  readonly title: string;
  /** Absent where the tool rates nothing: another source's word counts then, else unknown. */
  readonly severity?: Severity;
  readonly package?: PackageRef;
  readonly location: Location;
  /** What tells two findings of one rule in one file apart, where a line would not be stable. */
  readonly detail?: string | undefined;
  /** What to do, in the tool's words. */
  readonly advice?: string | undefined;
  readonly url?: string | undefined;
  /** Set where the tool itself was told to hide it: it is listed, and counts, all the same. */
  readonly suppressed?: string | undefined;
}

export interface PackageRef {
  readonly name: string;
  readonly version: string;
  /** https://github.com/package-url/purl-spec; empty where the tool gives none. */
  readonly purl: string;
  /** The first version, or versions, without the problem; empty where there is none yet. */
  readonly fixed: string;
  /** Installed by the operating system's package manager, so that a newer base image mends it. */
  readonly os: boolean;
}

export interface Finding {
  /** Stable across runs, machines, line moves and version bumps: 32 hexadecimal digits. */
  readonly fingerprint: string;
  readonly category: Category;
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: string;
  /** The worst that any source says. */
  readonly severity: Severity;
  /** The same package in its several versions or places. */
  readonly packages: readonly PackageRef[];
  readonly locations: readonly Location[];
  readonly sources: readonly Source[];
  readonly detail?: string | undefined;
  readonly advice?: string | undefined;
  readonly url?: string | undefined;
  readonly suppressed?: string | undefined;
}

/** For filling in what may be absent, field by field: a spread of each costs more than the finding. */
export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
