/**
 * Trivy image: vulnerable packages and secrets in the built image.
 * Proves that it looked: the image is the one that was built, its operating system is recognised
 * and still maintained, packages were counted, the database is fresh and finds the canary; where the
 * image holds Java archives, so is the one that names them. Git repositories in it, packages in hard
 * links and libraries of no package, which Trivy does not tell of, are the runner's word.
 * References: aquasecurity/trivy#647 (no system recognised), #897 (end of life), #271 (no results).
 */
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { createdDuringRun } from "../freshness.ts";
import type { Scanner } from "../scanner.ts";
import { canaryArguments, imageArguments, sbomArguments } from "./command.ts";
import { CANARY_FILES, canaryFound, databaseAge } from "./database.ts";
import { JAVA_CANARY, javaEvidence } from "./java.ts";
import { withoutImageConfig } from "./redact.ts";
import { readTrivyReport, type TrivyReport, trivyFindings } from "./report.ts";
import { SBOM, sbomGaps } from "./sbom.ts";
import { SECRET_CONFIG, SECRET_RULES } from "./secret-paths.ts";
import { seenInLayers } from "./seen-in-layers.ts";
import { heardOfRelease, systemGaps } from "./system.ts";
import { thirdPartyFindings } from "./third-party.ts";
import { INSTALL, trivy } from "./tool.ts";

export const trivyImage: Scanner = {
  stage: "trivy-image",
  title: "Image (Trivy image)",
  outputs: ["report.json", "canary.json", SBOM],
  finds: ["vulnerability", "secret", "misconfiguration"],
  mayNotApply: false,
  ofImage: true,
  install: INSTALL,
  invocation: {
    tool: trivy,
    seconds: 600,
    database: true,
    beside: { ...CANARY_FILES, [SECRET_CONFIG]: SECRET_RULES },
    besideJava: JAVA_CANARY,
    calls: ({ image, beside, raw, cache }) => [
      {
        args: imageArguments(
          { target: image, output: `${raw}/report.json`, cache },
          `${beside}/${SECRET_CONFIG}`,
        ),
      },
      { args: canaryArguments({ target: beside, output: `${raw}/canary.json`, cache }) },
      { args: sbomArguments(`${raw}/report.json`, `${raw}/${SBOM}`) },
    ],
    heard: heardOfRelease,
  },
  redact: { "report.json": withoutImageConfig },
  read,
};

function read(input: StageInput): Reading {
  const parsed = readTrivyReport(input.files.get("report.json"), "Trivy's report");
  if (!parsed.ok) return unreadable("trivy", parsed.error);
  const report = parsed.value;
  const database = databaseAge(input);
  const canary = canaryFound(input);
  const java = javaEvidence(input, report);
  const layers = seenInLayers(input);
  const system = report.Metadata?.OS;
  const packages = packagesOf(report, "os-pkgs");
  const firstLayer = report.Metadata?.DiffIDs?.[0];
  return {
    findings: [
      ...trivyFindings(report),
      ...thirdPartyFindings((report.Results ?? []).flatMap(({ thirdParty }) => thirdParty)),
      ...layers.findings,
    ],
    tool: { name: "trivy", version: report.Trivy.Version },
    facts: [
      { name: "operating system", value: system ? `${system.Family} ${system.Name}` : "none" },
      {
        name: "packages",
        value: `${packages} of the system, ${packagesOf(report, "lang-pkgs")} of languages`,
      },
      ...database.facts,
      ...canary.facts,
      ...java.facts,
      ...layers.facts,
    ],
    gaps: [
      ...createdDuringRun(report.CreatedAt, input),
      ...targetGaps(report, input),
      ...systemGaps(report, packages, input.record?.evidence),
      ...database.gaps,
      ...canary.gaps,
      ...java.gaps,
      ...layers.gaps,
      ...sbomGaps(input, packages + packagesOf(report, "lang-pkgs")),
    ],
    notes: [
      "A language runtime that is a bare binary, as on distroless, is no package: Trivy says nothing of it (aquasecurity/trivy#3152); the stage runtime asks it.",
      "Trivy's rules look for no secret in usr/share (but for what nginx and Caddy serve there), usr/lib and usr/include, Python's and Go's own folders, tests, examples, documents, archives and pictures, nor in the base image's layers.",
      ...java.notes,
      ...layers.notes,
    ],
    ...(firstLayer !== undefined && { knowledge: { firstLayer } }),
  };
}

function packagesOf(report: TrivyReport, kind: string): number {
  return (report.Results ?? [])
    .filter((result) => result.Class === kind)
    .reduce((sum, result) => sum + result.packages, 0);
}

function targetGaps(report: TrivyReport, { record, image }: StageInput): Gap[] {
  const hint = "Scan the image that was built.";
  if (report.ArtifactType !== "container_image") {
    return [
      { code: "trivy.other-target", message: `The report is of a ${report.ArtifactType}.`, hint },
    ];
  }
  if (!record || !image) {
    const message = "No run record tells which image was built.";
    return [
      {
        code: "image.no-record",
        message,
        hint,
        ...(record === undefined && { needsRecord: true }),
      },
    ];
  }
  const scanned = report.Metadata?.ImageID ?? "no image";
  if (scanned !== image.config) {
    const message = `Trivy scanned ${scanned}, but ${image.config} was built.`;
    return [{ code: "image.other", message, hint }];
  }
  return [];
}
