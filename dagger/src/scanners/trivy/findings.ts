/** Turns a Trivy report into findings: vulnerabilities, misconfigurations, secrets, licences, hidden ones too. */
import type { z } from "zod";
import type { RawFinding } from "../../core/finding.ts";
import { parseSeverity } from "../../core/severity.ts";
import {
  licence,
  misconfiguration,
  secret,
  type TrivyReport,
  type TrivyResult,
  vulnerability,
} from "./report.ts";

/** Every finding of a whole Trivy report, in its order. */
export function trivyFindings(report: TrivyReport): RawFinding[] {
  const findings: RawFinding[] = [];
  for (const each of report.Results ?? []) {
    const result = { ...each, Target: placeOf(each, report) };
    for (const entry of result.Vulnerabilities ?? [])
      findings.push(fromVulnerability(entry, result));
    for (const entry of result.Misconfigurations ?? []) {
      if (entry.Status === "FAIL") findings.push(fromMisconfiguration(entry, result));
    }
    for (const entry of result.Secrets ?? []) findings.push(fromSecret(entry, result));
    for (const entry of result.Licenses ?? []) findings.push(fromLicence(entry, result));
    for (const entry of result.ExperimentalModifiedFindings ?? []) {
      findings.push(fromSuppressed(entry, result));
    }
  }
  return findings;
}

/** What Trivy finds in the image's configuration it names by the archive, wherever that lay. */
const placeOf = ({ Class, Target }: TrivyResult, { ArtifactName }: TrivyReport): string =>
  Class === "secret" && Target === ArtifactName ? "image configuration" : Target;

function fromVulnerability(v: z.output<typeof vulnerability>, result: TrivyResult): RawFinding {
  const os = result.Class === "os-pkgs";
  return {
    category: "vulnerability",
    id: v.VulnerabilityID,
    ...(v.VendorIDs && { aliases: v.VendorIDs }),
    title: v.Title ?? v.VulnerabilityID,
    severity: parseSeverity(v.Severity),
    package: {
      name: v.PkgName,
      version: v.InstalledVersion,
      purl: v.PkgIdentifier?.PURL ?? "",
      fixed: v.FixedVersion ?? "",
      os,
    },
    location: { path: os ? "operating system" : v.PkgPath || result.Target },
    ...(v.PrimaryURL && { url: v.PrimaryURL }),
  };
}

function fromMisconfiguration(
  m: z.output<typeof misconfiguration>,
  { Target }: TrivyResult,
): RawFinding {
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
function fromSecret(s: z.output<typeof secret>, { Target }: TrivyResult): RawFinding {
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

function fromLicence(l: z.output<typeof licence>, { Target }: TrivyResult): RawFinding {
  return {
    category: "licence",
    id: l.Name,
    title: `${l.Name} (${l.Category ?? "unknown"})`,
    severity: parseSeverity(l.Severity),
    location: { path: l.FilePath || Target },
    ...(l.PkgName && { detail: l.PkgName }),
  };
}

type Suppressed = NonNullable<TrivyResult["ExperimentalModifiedFindings"]>[number];

/** What a file of ours or theirs told Trivy to hide is listed, and counts, like any other. */
function fromSuppressed(entry: Suppressed, result: TrivyResult): RawFinding {
  const suppressed = `${entry.Status} by ${entry.Source ?? "an unnamed source"}${
    entry.Statement ? `: ${entry.Statement}` : ""
  }`;
  const asVulnerability = vulnerability.safeParse(entry.Finding);
  if (asVulnerability.success)
    return { ...fromVulnerability(asVulnerability.data, result), suppressed };
  const asMisconfiguration = misconfiguration.safeParse(entry.Finding);
  if (asMisconfiguration.success) {
    return { ...fromMisconfiguration(asMisconfiguration.data, result), suppressed };
  }
  const asSecret = secret.safeParse(entry.Finding);
  if (asSecret.success) return { ...fromSecret(asSecret.data, result), suppressed };
  const asLicence = licence.safeParse(entry.Finding);
  if (asLicence.success) return { ...fromLicence(asLicence.data, result), suppressed };
  return {
    category: "vulnerability",
    id: `suppressed ${entry.Type}`,
    title: "A hidden finding that could not be read",
    severity: "unknown",
    location: { path: result.Target },
    suppressed,
  };
}
