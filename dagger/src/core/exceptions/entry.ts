/** One exception, wherever it is written down: what it covers, from when to when, by whose word. */
import type { Category, Finding, PackageRef } from "../finding.ts";
import { pypiName } from "../pypi-name.ts";
import { DAY_MS, parseDay } from "../time.ts";
import { type Purl, parsePurl, purlMatches } from "./purl.ts";
import type { Versions } from "./versions.ts";

interface Origin {
  readonly kind: "policy" | "trivyignore" | "vex";
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number;
}

/** Every part that is given must hold for the whole finding. */
export interface Scope {
  /** The package's name as the tools give it. */
  readonly package?: string;
  /** One of these. */
  readonly purls?: readonly Purl[];
  /** Of the purl's package, only these versions. */
  readonly versions?: Versions;
  /** One of these, for each place. */
  readonly paths?: readonly string[];
  readonly stage?: string;
  readonly categories?: readonly Category[];
}

export interface Entry {
  /** Advisory, rule or fingerprint that it names. */
  readonly id: string;
  readonly reason: string;
  readonly owner: string;
  readonly origin: Origin;
  readonly scope: Scope;
  /** The scope in words, one for each part. */
  readonly scopeWords: readonly string[];
  /** Ends, for a finding, once any of its packages has a fixed version. */
  readonly untilFixed: boolean;
  /** First millisecond that it counts for. */
  readonly begins?: number;
  /** First millisecond that it no longer counts for. */
  readonly ends?: number;
  /** The last day, or the time, up to which it counts, in words. */
  readonly until?: string;
  /** Why it counts for nothing, whatever its days. */
  readonly refused?: string;
  /** How OpenVEX would justify it, where its owner says that the service is not affected. */
  readonly justification?: string;
}

/** The days from `since` to `until`, both whole, as an entry has them. */
export function daysOf(since: string | undefined, until: string | undefined) {
  const begins = since === undefined ? undefined : parseDay(since);
  const last = until === undefined ? undefined : parseDay(until);
  return {
    ...(begins !== undefined && { begins }),
    ...(last !== undefined && { ends: last + DAY_MS }),
    ...(until !== undefined && { until }),
  };
}

/**
 * True where each part of the scope holds for the whole finding: one place or package outside of
 * it, and the finding still counts. A package without a purl is never covered by one.
 */
export function within({ scope }: Entry, finding: Finding): boolean {
  const { package: name, purls, versions, paths, stage, categories } = scope;
  const { packages, locations, sources } = finding;
  return (
    (name === undefined || (packages.length > 0 && packages.every((ref) => isCalled(ref, name)))) &&
    (purls === undefined ||
      (packages.length > 0 && packages.every((ref) => named(ref, purls, versions)))) &&
    (paths === undefined ||
      (locations.length > 0 && locations.every(({ path }) => paths.includes(path)))) &&
    (stage === undefined || sources.every((source) => source.stage === stage)) &&
    (categories === undefined || categories.includes(finding.category))
  );
}

/** Tools write a name of PyPI's in several ways, and a finding of two of them has both. */
const isCalled = ({ purl, name }: PackageRef, wanted: string): boolean =>
  name === wanted || (purl.startsWith("pkg:pypi/") && pypiName(name) === pypiName(wanted));

function named({ purl }: PackageRef, purls: readonly Purl[], versions?: Versions): boolean {
  const found = purl === "" ? undefined : parsePurl(purl);
  if (!found?.ok) return false;
  const { type, version } = found.value;
  return (
    purls.some((wanted) => purlMatches(wanted, found.value)) &&
    (!versions || (versions.type === type && version !== undefined && versions.has(version)))
  );
}

/** Whether its days let it count at this time, whatever it covers. */
export function timely({ refused, begins, ends }: Entry, now: number): boolean {
  return refused === undefined && (begins ?? now) <= now && (ends === undefined || now < ends);
}

/** Whether any package of the finding has a fixed version. */
export const fixable = ({ packages }: Finding): boolean =>
  packages.some(({ fixed }) => fixed !== "");

/** Nobody knows of a fix: each package is known by its purl, and none has a fixed version. */
export const unfixed = (finding: Finding): boolean =>
  finding.packages.length > 0 &&
  finding.packages.every(({ purl }) => purl !== "") &&
  !fixable(finding);
