/**
 * Joins what several tools and places say of one problem into one finding, with all its sources.
 * The result does not depend on the order in which reports arrive.
 */
import { hash } from "node:crypto";
import { compareText } from "./compare.ts";
import type { Finding, Location, PackageRef, RawFinding, Source } from "./finding.ts";
import { compareSeverity, SEVERITIES, type Severity, worseSeverity } from "./severity.ts";

interface Entry {
  readonly raw: RawFinding;
  readonly source: Source;
}

/** One stage's findings, with the tool that made them. */
export interface StageFindings {
  readonly stage: string;
  readonly tool: string;
  readonly findings: readonly RawFinding[];
}

/**
 * @param stages each stage's findings, in any order
 * @returns findings, most severe first, then by id and fingerprint
 */
export function joinFindings(stages: readonly StageFindings[]): Finding[] {
  const groups = new Map<string, Entry[]>();
  for (const { stage, tool, findings } of stages) {
    // One object a severity, shared: a report may hold a hundred thousand findings.
    const sources = sourcesOf(stage, tool);
    for (const raw of findings) {
      const key = identity(raw);
      const entry = { raw, source: sources[raw.severity] };
      const group = groups.get(key);
      if (group) group.push(entry);
      else groups.set(key, [entry]);
    }
  }
  return [...groups].map(([key, entries]) => merge(key, entries)).sort(compareFindings);
}

function sourcesOf(stage: string, tool: string): Record<Severity, Source> {
  return Object.fromEntries(
    SEVERITIES.map((severity) => [severity, { stage, tool, severity }]),
  ) as Record<Severity, Source>;
}

/**
 * What makes two entries one finding. A vulnerability: its advisory (the CVE where it has one) in
 * a package, whatever the version and place, so that a bump that mends nothing keeps its age.
 * Anything else: its rule, file or URL path, and detail; lines move, so they don't count.
 */
function identity(raw: RawFinding): string {
  if (raw.category === "vulnerability" && raw.package) {
    return JSON.stringify(["vulnerability", canonicalId(raw), packageIdentity(raw.package)]);
  }
  return JSON.stringify([raw.category, raw.id, raw.location.path, raw.detail ?? ""]);
}

function canonicalId({ id, aliases }: RawFinding): string {
  if (id.startsWith("CVE-") || !aliases) return id;
  return [...aliases].filter((alias) => alias.startsWith("CVE-")).sort(compareText)[0] ?? id;
}

/** The purl without version, qualifiers and subpath; the name where a tool gives no purl. */
function packageIdentity({ purl, name }: PackageRef): string {
  if (purl === "") return name;
  const end = purl.search(/[@?#]/);
  return (end === -1 ? purl : purl.slice(0, end)).toLowerCase();
}

function merge(key: string, entries: Entry[]): Finding {
  // The first in a total order speaks for the group, so the order of arrival can't show.
  if (entries.length > 1) entries.sort((a, b) => compareText(order(a), order(b)));
  const [first] = entries;
  if (!first) throw new Error("a group has at least one entry");
  const { raw } = first;
  const id = canonicalId(raw);
  const joined = entries.length === 1 ? alone(first, id) : together(entries, id);
  // Field by field, not spread: a report may hold a hundred thousand findings.
  const finding: Writable<Finding> = {
    fingerprint: hash("sha256", key).slice(0, 32),
    category: raw.category,
    id,
    aliases: joined.aliases,
    title: raw.title,
    severity: joined.severity,
    packages: joined.packages,
    locations: joined.locations,
    sources: joined.sources,
  };
  if (raw.detail !== undefined) finding.detail = raw.detail;
  if (raw.advice !== undefined) finding.advice = raw.advice;
  if (raw.url !== undefined) finding.url = raw.url;
  if (
    raw.suppressed !== undefined &&
    entries.every((entry) => entry.raw.suppressed !== undefined)
  ) {
    finding.suppressed = raw.suppressed;
  }
  return finding;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Joined = Pick<Finding, "aliases" | "severity" | "packages" | "locations" | "sources">;

/** By far the most findings: one tool, one place. */
function alone({ raw, source }: Entry, id: string): Joined {
  const names = raw.aliases || raw.id !== id ? [raw.id, ...(raw.aliases ?? [])] : [];
  return {
    aliases: unique(names).filter((name) => name !== id),
    severity: raw.severity,
    packages: raw.package ? [raw.package] : [],
    locations: [raw.location],
    sources: [source],
  };
}

function together(entries: readonly Entry[], id: string): Joined {
  const names = entries.flatMap(({ raw }) => [raw.id, ...(raw.aliases ?? [])]);
  return {
    aliases: unique(names).filter((name) => name !== id),
    severity: entries.map(({ raw }) => raw.severity).reduce(worseSeverity),
    packages: uniqueBy(
      entries.flatMap(({ raw }) => (raw.package ? [raw.package] : [])),
      (ref) => JSON.stringify([ref.name, ref.version, ref.purl, ref.fixed]),
    ),
    locations: uniqueBy(
      entries.map(({ raw }) => raw.location),
      (place: Location) => JSON.stringify([place.path, place.line ?? 0]),
    ),
    sources: uniqueBy(
      entries.map(({ source }) => source),
      (source) => JSON.stringify([source.stage, source.tool, source.severity]),
    ),
  };
}

const order = (entry: Entry): string => JSON.stringify([entry.source.stage, entry.raw]);

function unique(values: string[]): string[] {
  return values.length < 2 ? values : [...new Set(values)].sort(compareText);
}

function uniqueBy<T>(values: T[], key: (value: T) => string): T[] {
  if (values.length < 2) return values;
  const byKey = new Map(values.map((value) => [key(value), value]));
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareText(a.id, b.id) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}
