/** What of a reports folder is attested beside the verdict: the vulnerability report and the SBOM. */
import { z } from "zod";
import { readJson } from "../core/read-json.ts";
import { fail, ok, type Result } from "../core/result.ts";
import type { RunRecords } from "../core/run-record.ts";
import type { Verdict } from "../core/verdict.ts";
import { type Attestation, canonicalDigest, sha256Hex } from "./statement.ts";
import { testResult } from "./test-result.ts";

export const SBOM = "bom.cdx.json";
const VULNERABILITIES = { stage: "trivy-image", file: "report.json" } as const;

export interface Evidence {
  readonly verdict: Verdict;
  readonly records: RunRecords;
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;
  /** bom.cdx.json, where the folder has one. */
  readonly sbom: Uint8Array | undefined;
}

export interface Attestations {
  /** The verdict's first. */
  readonly list: readonly Attestation[];
  /** What there is none of, and that `verify` will ask for it. */
  readonly notes: readonly string[];
}

/** @returns what is to be signed; a problem where a file is there and of no use */
export function attestationsOf(evidence: Evidence): Result<Attestations> {
  const { verdict, records, sbom } = evidence;
  const scan = vulnerabilities(evidence);
  const parts = sbom === undefined ? undefined : sbomOf(sbom, records);
  if (parts && !parts.ok) return parts;
  const others = [scan, parts?.value].filter((each) => each !== undefined);
  const notes = [
    ...(scan ? [] : [`no vulnerability report: ${VULNERABILITIES.stage} is not complete`]),
    ...(parts ? [] : [`no SBOM: ${SBOM} is not in the folder; verify it with --without-sbom`]),
  ];
  return ok({ list: [testResult(verdict, records, others), ...others], notes });
}

/**
 * The report of the image's scan, as other tools know it.
 * Format: https://github.com/sigstore/cosign/blob/main/specs/COSIGN_VULN_ATTESTATION_SPEC.md
 */
function vulnerabilities({ verdict, records, files }: Evidence): Attestation | undefined {
  const { stage, file } = VULNERABILITIES;
  const judged = verdict.stages.find((each) => each.stage === stage);
  const record = records.stages.find((each) => each.stage === stage);
  const bytes = files.get(stage)?.get(file);
  const report = readJson(bytes, file, z.unknown());
  if (judged?.state !== "complete" || !record?.tool || !bytes || !report.ok) return undefined;
  const started = record.startedAt ?? "";
  const finished = new Date(Date.parse(started) + (record.durationMs ?? 0)).toISOString();
  const { name, version, image } = record.tool;
  const predicate = {
    invocation: { parameters: record.arguments, uri: "", event_id: "", "builder.id": "greengate" },
    scanner: {
      uri: image ?? `pkg:generic/${name}@${version}`,
      version,
      db: { uri: "", version: "", lastUpdate: databaseOf(record.evidence) },
      result: report.value,
    },
    metadata: { scanStartedOn: started, scanFinishedOn: finished },
  };
  return attestation("vulnerabilities", predicate, bytes);
}

function databaseOf(evidence: Readonly<Record<string, unknown>>): string {
  const shape = z.object({ database: z.object({ UpdatedAt: z.string() }) });
  return shape.safeParse(evidence).data?.database.UpdatedAt ?? "";
}

const cyclonedx = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  metadata: z.looseObject({ component: z.unknown() }),
});

/** An SBOM names what it is of, by configuration (Trivy) or by manifest (Syft). */
function sbomOf(bytes: Uint8Array, { image }: RunRecords): Result<Attestation> {
  const hint = "Make it of the image that was scanned, in the same run.";
  const read = readJson(bytes, SBOM, cyclonedx);
  if (!read.ok) return read;
  const about = JSON.stringify(read.value.metadata.component) ?? "";
  const digests = [image?.config, image?.manifest].filter((digest) => digest !== undefined);
  if (!digests.some((digest) => about.includes(digest))) {
    const message = `${SBOM} does not name the scanned image.`;
    return fail({ code: "sbom.other-image", message, hint });
  }
  return ok(attestation("sbom", read.value, bytes));
}

function attestation(
  kind: Attestation["kind"],
  predicate: unknown,
  bytes: Uint8Array,
): Attestation {
  return { kind, predicate, sha256: sha256Hex(bytes), canonical: canonicalDigest(predicate) };
}
