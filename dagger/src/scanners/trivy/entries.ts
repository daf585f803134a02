/**
 * The entries of Trivy's JSON report (schema 2), as far as the decision needs them.
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
  InstalledVersion: z.string().optional(),
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

export const suppressed = z.object({
  Type: z.string(),
  Status: z.string(),
  Statement: z.string().optional(),
  Source: z.string().optional(),
  Finding: z.unknown(),
});
