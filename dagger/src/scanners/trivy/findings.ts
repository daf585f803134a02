/** Turns the entries of a Trivy result into findings: vulnerabilities, misconfigurations, secrets, licences, hidden ones too. */
import type { z } from "zod";
import { type Location, type RawFinding, SYSTEM } from "../../core/finding.ts";
import type { JsonList } from "../../core/json/lists.ts";
import { remembered } from "../../core/remembered.ts";
import { parseSeverity } from "../../core/severity.ts";
import { licence, misconfiguration, secret, suppressed, vulnerability } from "./entries.ts";

/** Where a result's findings are. */
export interface Place {
  readonly Target: string;
  readonly Class: string;
}

/** And what its findings share. */
interface Shared extends Place {
  /** Equal texts of packages as one: each copy would else be hashed anew by all that looks it up. */
  readonly one: (text: string) => string;
  /** Where most of them are. */
  readonly location: Location;
}

type Read = { readonly found: RawFinding | undefined } | { readonly issues: z.core.$ZodIssue[] };
interface Reader {
  /** The members of an entry that it reads. */
  readonly members: readonly string[];
  readonly read: (entry: unknown, place: Shared) => Read;
}

function reader<T extends z.ZodObject>(
  schema: T,
  convert: (entry: z.output<T>, place: Shared) => RawFinding | undefined,
): Reader {
  const members = Object.keys(schema.shape);
  const read: Reader["read"] = (entry, place) => {
    const parsed = schema.safeParse(entry);
    return parsed.success
      ? { found: convert(parsed.data, place) }
      : { issues: parsed.error.issues };
  };
  return { members, read };
}

/** How each list of a result is read, in the order in which their findings are told. */
const LISTS = {
  Vulnerabilities: reader(vulnerability, fromVulnerability),
  Misconfigurations: reader(misconfiguration, fromCheck),
  Secrets: reader(secret, fromSecret),
  Licenses: reader(licence, fromLicence),
  ExperimentalModifiedFindings: reader(suppressed, fromSuppressed),
} satisfies Record<string, Reader>;

type List = keyof typeof LISTS;
export type Lists = { readonly [Name in List]?: JsonList | null | undefined };

const FINDING_LISTS = Object.keys(LISTS) as readonly List[];

/** The keys of those lists, each with what is read of an entry. */
export const FINDING_MEMBERS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(LISTS).map(([list, { members }]) => [list, members]),
);

/**
 * Every finding of one result. Its entries are checked one by one, each turned into its finding
 * before the next: a checked copy of a hundred thousand would double the memory.
 * @param fault told of each entry that has not the shape it must have
 */
export function findingsOf(
  result: Place & Lists,
  fault: (message: string, path: PropertyKey[]) => void,
): RawFinding[] {
  const findings: RawFinding[] = [];
  const { Target, Class } = result;
  const location = { path: Class === "os-pkgs" ? SYSTEM : Target };
  const shared = { Target, Class, one: remembered((text) => text), location };
  for (const list of FINDING_LISTS) {
    const entries = result[list];
    for (let index = 0; index < (entries?.length ?? 0); index += 1) {
      const read = LISTS[list].read(entries?.at(index), shared);
      if ("found" in read) {
        if (read.found) findings.push(read.found);
        continue;
      }
      for (const { message, path } of read.issues) fault(message, [list, index, ...path]);
    }
  }
  return findings;
}

function fromVulnerability(
  v: z.output<typeof vulnerability>,
  { Class, one, location }: Shared,
): RawFinding {
  const os = Class === "os-pkgs";
  return {
    category: "vulnerability",
    id: v.VulnerabilityID,
    title: v.Title ?? v.VulnerabilityID,
    severity: parseSeverity(v.Severity),
    package: {
      name: one(v.PkgName),
      version: one(v.InstalledVersion ?? ""),
      purl: one(v.PkgIdentifier?.PURL ?? ""),
      fixed: one(v.FixedVersion ?? ""),
      os,
    },
    location: os || !v.PkgPath ? location : { path: one(v.PkgPath) },
    aliases: v.VendorIDs,
    url: v.PrimaryURL,
  };
}

/** A check that passed is none; one that a rule's exception took out of the failed ones is hidden. */
function fromCheck(m: z.output<typeof misconfiguration>, place: Place): RawFinding | undefined {
  if (m.Status === "PASS") return undefined;
  const finding = fromMisconfiguration(m, place);
  return m.Status === "FAIL" ? finding : { ...finding, suppressed: `${m.Status} by Trivy` };
}

function fromMisconfiguration(m: z.output<typeof misconfiguration>, { Target }: Place): RawFinding {
  const line = m.CauseMetadata?.StartLine;
  return {
    category: "misconfiguration",
    id: m.ID,
    title: m.Title ?? m.ID,
    severity: parseSeverity(m.Severity),
    location: { path: Target, ...(line !== undefined && line > 0 && { line }) },
    ...(m.Message !== undefined && { detail: m.Message }),
    ...(m.Resolution !== undefined && { advice: m.Resolution }),
    ...(m.PrimaryURL && { url: m.PrimaryURL }),
  };
}

/** The match itself is never taken over, not even masked: only where, and what kind. */
function fromSecret(s: z.output<typeof secret>, { Target }: Place): RawFinding {
  const line = s.StartLine;
  return {
    category: "secret",
    id: s.RuleID,
    title: s.Title ?? s.RuleID,
    severity: parseSeverity(s.Severity),
    location: { path: Target, ...(line !== undefined && line > 0 && { line }) },
    advice: "Revoke it, then remove it from the image or the source and its history.",
  };
}

function fromLicence(l: z.output<typeof licence>, { Target }: Place): RawFinding {
  return {
    category: "licence",
    id: l.Name,
    title: `${l.Name} (${l.Category ?? "unknown"})`,
    severity: parseSeverity(l.Severity),
    location: { path: l.FilePath || Target },
    ...(l.PkgName && { detail: l.PkgName }),
  };
}

/** What a file of ours or theirs told Trivy to hide is listed, and counts, like any other. */
function fromSuppressed(entry: z.output<typeof suppressed>, result: Shared): RawFinding {
  const by = `${entry.Status} by ${entry.Source ?? "an unnamed source"}${
    entry.Statement ? `: ${entry.Statement}` : ""
  }`;
  const asVulnerability = vulnerability.safeParse(entry.Finding);
  if (asVulnerability.success)
    return { ...fromVulnerability(asVulnerability.data, result), suppressed: by };
  const asMisconfiguration = misconfiguration.safeParse(entry.Finding);
  if (asMisconfiguration.success) {
    return { ...fromMisconfiguration(asMisconfiguration.data, result), suppressed: by };
  }
  const asSecret = secret.safeParse(entry.Finding);
  if (asSecret.success) return { ...fromSecret(asSecret.data, result), suppressed: by };
  const asLicence = licence.safeParse(entry.Finding);
  if (asLicence.success) return { ...fromLicence(asLicence.data, result), suppressed: by };
  return {
    category: "vulnerability",
    id: `suppressed ${entry.Type}`,
    title: "A hidden finding that could not be read",
    severity: "unknown",
    location: { path: result.Target },
    suppressed: by,
  };
}
