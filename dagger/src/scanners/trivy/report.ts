/**
 * Trivy's JSON report (schema 2), as far as the decision needs it.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/types/report.go
 */
import { z } from "zod";
import type { RawFinding } from "../../core/finding.ts";
import type { Gap } from "../../core/gap.ts";
import { JsonList } from "../../core/json/lists.ts";
import { readJson } from "../../core/json/read.ts";
import { FINDING_MEMBERS, findingsOf } from "./findings.ts";
import { INSTALLED_MEMBERS, thirdPartyIn } from "./third-party.ts";
import { UNVERSIONED_MEMBERS, unversionedIn } from "./unversioned.ts";

/** Its entries are parsed and checked one by one. */
const list = z.instanceof(JsonList, { error: "a list" }).nullish();
const LISTS = {
  Packages: [...INSTALLED_MEMBERS, ...UNVERSIONED_MEMBERS],
  ...FINDING_MEMBERS,
};

const result = z
  .object({
    Target: z.string(),
    Class: z.string(),
    Type: z.string().optional(),
    Packages: list,
    MisconfSummary: z.object({ Successes: z.int(), Failures: z.int() }).optional(),
    Vulnerabilities: list,
    Misconfigurations: list,
    Secrets: list,
    Licenses: list,
    ExperimentalModifiedFindings: list,
  })
  .transform((result, { issues }) => ({
    Target: result.Target,
    Class: result.Class,
    Type: result.Type,
    packages: packagesIn(result.Type, result.Packages),
    unversioned: result.Class === "lang-pkgs" ? unversionedIn(result.Type, result.Packages) : [],
    thirdParty: result.Class === "os-pkgs" ? thirdPartyIn(result.Packages) : [],
    MisconfSummary: result.MisconfSummary,
    findings: findingsOf(result, (message, path) =>
      issues.push({ code: "custom", message, path, input: result }),
    ),
  }));

const named = z.object({ Name: z.string().min(1) });

/** The root of a Cargo workspace stands among its packages without a name, and is none (measured, 0.76). */
function packagesIn(type: string | undefined, packages: JsonList | null | undefined): number {
  if (type !== "cargo") return packages?.length ?? 0;
  let count = 0;
  for (const each of packages ?? []) if (named.safeParse(each).success) count += 1;
  return count;
}

const trivyReport = z.object({
  SchemaVersion: z.literal(2),
  Trivy: z.object({ Version: z.string().min(1) }),
  CreatedAt: z.string().optional(),
  ArtifactName: z.string().default(""),
  ArtifactType: z.string(),
  Metadata: z
    .object({
      ImageID: z.string().optional(),
      /** The image's layers, the first one first. */
      DiffIDs: z.array(z.string()).nullish(),
      OS: z
        .object({ Family: z.string(), Name: z.string(), EOSL: z.boolean().optional() })
        .optional(),
    })
    .optional(),
  /** Left out, or null, where Trivy found nothing to look at: then nothing was scanned. */
  Results: z.array(result).nullish(),
});

export type TrivyReport = z.output<typeof trivyReport>;

/** @param name what to call the file in a message */
export const readTrivyReport = (bytes: Uint8Array | undefined, name: string) =>
  readJson(bytes, name, trivyReport, LISTS);

/** @param call what should have made it, for the hint */
export function filesystemGaps({ ArtifactType }: TrivyReport, call: string): Gap[] {
  if (ArtifactType === "filesystem") return [];
  const message = `The report is of a ${ArtifactType}, not of a folder.`;
  const hint = `Give this stage the report of \`${call}\`.`;
  return [{ code: "trivy.other-target", message, hint }];
}

/** Every finding of a whole report, in its order. */
export function trivyFindings({ Results, ArtifactName }: TrivyReport): RawFinding[] {
  return (Results ?? []).flatMap(({ Class, Target, findings }) =>
    // What Trivy finds in the image's configuration it names by the archive, wherever that lay.
    Class === "secret" && Target === ArtifactName
      ? findings.map((finding) => ({ ...finding, location: { path: "image configuration" } }))
      : findings,
  );
}
