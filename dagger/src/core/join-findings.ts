/**
 * Joins what several tools and places say of one problem into one finding, with all its sources.
 * The result does not depend on the order in which reports arrive.
 */
import { compareText } from "./compare.ts";
import type { Finding, Location, PackageRef, RawFinding, Source } from "./finding.ts";
import { canonicalId, fingerprintOf } from "./fingerprint.ts";
import { packageIdentities } from "./package-identity.ts";
import { byPlace } from "./places.ts";
import { SEVERITIES, type Severity, worseSeverity } from "./severity.ts";
import { worstFirst } from "./worst-first.ts";

interface Entry {
  readonly raw: RawFinding;
  /** This one tool's word, as the list that a finding of one source has. */
  readonly sources: readonly [Source];
}

/** One stage's findings, with the tool that made them. */
export interface StageFindings {
  readonly stage: string;
  readonly tool: string;
  readonly findings: readonly RawFinding[];
}

/**
 * @param stages each stage's findings, in any order
 * @returns findings, in the order of `worstFirst`
 */
export function joinFindings(stages: readonly StageFindings[]): Finding[] {
  // Most findings stand alone: only those that meet another one get a list.
  const groups = new Map<string, Entry | Entry[]>();
  const packages = packageIdentities();
  for (const { stage, tool, findings } of stages) {
    // One list a severity, shared: a report may hold a hundred thousand findings.
    const bySeverity = sourcesOf(stage, tool);
    for (const raw of findings) {
      const fingerprint = fingerprintOf(raw, packages);
      const entry = { raw, sources: bySeverity[raw.severity ?? "unknown"] };
      const group = groups.get(fingerprint);
      if (Array.isArray(group)) group.push(entry);
      else groups.set(fingerprint, group ? [group, entry] : entry);
    }
  }
  const findings: Finding[] = [];
  for (const [fingerprint, group] of groups) {
    findings.push(Array.isArray(group) ? together(fingerprint, group) : alone(fingerprint, group));
  }
  return findings.sort(worstFirst);
}

function sourcesOf(stage: string, tool: string): Record<Severity, readonly [Source]> {
  return Object.fromEntries(
    SEVERITIES.map((severity) => [severity, [{ stage, tool, severity }]]),
  ) as unknown as Record<Severity, readonly [Source]>;
}

/** By far the most findings: one tool, one place. */
function alone(fingerprint: string, { raw, sources }: Entry): Finding {
  const id = canonicalId(raw);
  const aliases = raw.aliases ?? NONE;
  return joined(fingerprint, id, raw, {
    aliases: aliasesOf(id, raw.id === id ? aliases : [raw.id, ...aliases]),
    severity: raw.severity ?? "unknown",
    packages: raw.package ? [raw.package] : NONE,
    locations: [raw.location],
    sources,
    suppressed: raw.suppressed,
  });
}

function together(fingerprint: string, entries: Entry[]): Finding {
  // The first in a total order speaks for the group, so the order of arrival can't show.
  entries.sort((a, b) => compareText(order(a), order(b)));
  const [first] = entries;
  if (!first) throw new Error("a group has at least one entry");
  const id = canonicalId(first.raw);
  const names = entries.flatMap(({ raw }) => [raw.id, ...(raw.aliases ?? [])]);
  const seen = entries.some(({ raw }) => raw.suppressed === undefined);
  return joined(fingerprint, id, first.raw, {
    aliases: aliasesOf(id, names),
    severity: worstOf(entries.flatMap(({ raw }) => raw.severity ?? [])),
    packages: fullest(
      uniqueBy(
        entries.flatMap(({ raw }) => (raw.package ? [raw.package] : [])),
        (ref) => JSON.stringify([ref.name, ref.version, ref.purl, ref.fixed]),
      ),
    ),
    locations: uniqueBy(
      entries.map(({ raw }) => raw.location),
      (place: Location) => JSON.stringify([place.path, place.line ?? 0]),
    ).sort(byPlace),
    sources: uniqueBy(
      entries.map(({ sources: [source] }) => source),
      (source) => JSON.stringify([source.stage, source.tool, source.severity]),
    ),
    suppressed: seen ? undefined : first.raw.suppressed,
  });
}

/** A tool that rates nothing (pip-audit) takes nothing from one that does, and adds nothing to it. */
const worstOf = (rated: readonly Severity[]): Severity =>
  rated.length === 0 ? "unknown" : rated.reduce(worseSeverity);

/** Without the bare names of packages of which another tool says more: "no fix" may be "unknown". */
function fullest(refs: PackageRef[]): PackageRef[] {
  const bare = ({ purl, fixed }: PackageRef) => purl === "" && fixed === "";
  const version = ({ name, version }: PackageRef) => JSON.stringify([name, version]);
  const told = new Set(refs.filter((ref) => !bare(ref)).map(version));
  return refs.filter((ref) => !bare(ref) || !told.has(version(ref)));
}

const NONE: readonly never[] = [];

type Joined = Pick<Finding, "aliases" | "severity" | "packages" | "locations" | "sources"> & {
  readonly suppressed: string | undefined;
};

/**
 * Field by field, not spread: a report may hold a hundred thousand findings. With room for what the
 * decision adds to each: one that grew only then would be allocated twice.
 */
function joined(fingerprint: string, id: string, raw: RawFinding, all: Joined): Finding {
  const finding = {
    fingerprint,
    category: raw.category,
    id,
    aliases: all.aliases,
    title: raw.title,
    severity: all.severity,
    packages: all.packages,
    locations: all.locations,
    sources: all.sources,
    detail: raw.detail,
    advice: raw.advice,
    url: raw.url,
    suppressed: all.suppressed,
    where: undefined,
    action: undefined,
    because: undefined,
  };
  return finding;
}

/** Most have none, or one; a set for each of those would be half of what a join allocates. */
const aliasesOf = (id: string, names: readonly string[]): readonly string[] =>
  names.length < 2 && names[0] !== id
    ? names
    : [...new Set(names)].filter((name) => name !== id).sort(compareText);

const order = (entry: Entry): string => JSON.stringify([entry.sources[0].stage, entry.raw]);

function uniqueBy<T>(values: T[], key: (value: T) => string): T[] {
  if (values.length < 2) return values;
  const byKey = new Map(values.map((value) => [key(value), value]));
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}
