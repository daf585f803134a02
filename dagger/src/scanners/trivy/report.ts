/**
 * Trivy's JSON report (schema 2), as far as the decision needs it.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/types/report.go
 */
import { z } from "zod";

const strings = z.array(z.string());

export const vulnerability = z.object({
  VulnerabilityID: z.string().min(1),
  VendorIDs: strings.optional(),
  PkgName: z.string().min(1),
  PkgPath: z.string().optional(),
  PkgIdentifier: z.object({ PURL: z.string().optional() }).optional(),
  InstalledVersion: z.string().default(""),
  FixedVersion: z.string().optional(),
  Severity: z.string().optional(),
  Title: z.string().optional(),
  PrimaryURL: z.string().optional(),
});

export const misconfiguration = z.object({
  ID: z.string().min(1),
  Title: z.string().optional(),
  Message: z.string().optional(),
  Resolution: z.string().optional(),
  Severity: z.string().optional(),
  PrimaryURL: z.string().optional(),
  Status: z.string(),
  CauseMetadata: z.object({ StartLine: z.int().optional() }).optional(),
});

export const secret = z.object({
  RuleID: z.string().min(1),
  Title: z.string().optional(),
  Severity: z.string().optional(),
  StartLine: z.int().optional(),
});

export const licence = z.object({
  Severity: z.string().optional(),
  Category: z.string().optional(),
  PkgName: z.string().optional(),
  FilePath: z.string().optional(),
  Name: z.string().min(1),
});

const suppressed = z.object({
  Type: z.string(),
  Status: z.string(),
  Statement: z.string().optional(),
  Source: z.string().optional(),
  Finding: z.unknown(),
});

const result = z.object({
  Target: z.string(),
  Class: z.string(),
  Type: z.string().optional(),
  Packages: z.array(z.unknown()).optional(),
  MisconfSummary: z.object({ Successes: z.int(), Failures: z.int() }).optional(),
  Vulnerabilities: z.array(vulnerability).optional(),
  Misconfigurations: z.array(misconfiguration).optional(),
  Secrets: z.array(secret).optional(),
  Licenses: z.array(licence).optional(),
  ExperimentalModifiedFindings: z.array(suppressed).optional(),
});

export const trivyReport = z.object({
  SchemaVersion: z.literal(2),
  Trivy: z.object({ Version: z.string().min(1) }),
  CreatedAt: z.string().optional(),
  ArtifactName: z.string().default(""),
  ArtifactType: z.string(),
  Metadata: z
    .object({
      ImageID: z.string().optional(),
      OS: z
        .object({ Family: z.string(), Name: z.string(), EOSL: z.boolean().optional() })
        .optional(),
    })
    .optional(),
  /** Left out, or null, where Trivy found nothing to look at: then nothing was scanned. */
  Results: z.array(result).nullish(),
});

export type TrivyReport = z.output<typeof trivyReport>;
export type TrivyResult = z.output<typeof result>;
