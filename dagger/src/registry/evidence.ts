/**
 * What of a reports folder is attested beside the verdict: the vulnerability report and the bill of
 * materials that was made of it. Only of a complete stage: its files are those that the record lists.
 */
import { z } from "zod";
import { readJson } from "../core/json/read.ts";
import type { Policy } from "../core/policy/policy.ts";
import { fail, ok, type Result } from "../core/result.ts";
import type { RunRecords, StageRecord } from "../core/run-record.ts";
import type { Verdict } from "../core/verdict.ts";
import { SBOM } from "../scanners/trivy/sbom.ts";
import { type Attestation, canonicalDigest, sha256Hex } from "./statement.ts";
import { databaseDate, testResult } from "./test-result.ts";

const STAGE = "trivy-image";

export interface Evidence {
  readonly verdict: Verdict;
  /** By which it was judged. */
  readonly policy: Policy;
  readonly records: RunRecords;
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;
}

/** @returns what is to be signed, the verdict's first; a problem where there is nothing beside it */
export function attestationsOf(evidence: Evidence): Result<readonly Attestation[]> {
  const { verdict, policy, records, files } = evidence;
  const state = verdict.stages.find(({ stage }) => stage === STAGE)?.state;
  const record = records.stages.find(({ stage }) => stage === STAGE);
  const [report, sbom] = ["report.json", SBOM].map((name) => files.get(STAGE)?.get(name));
  if (state !== "complete" || !record?.tool || !report || !sbom) {
    return fail({
      code: "evidence.no-scan",
      message: `${STAGE} is not complete: there is no vulnerability report and no bill of materials.`,
      hint: `Let the policy require ${STAGE}; \`verify\` asks for both.`,
    });
  }
  const scan = vulnerabilities(record, record.tool, report);
  if (!scan.ok) return scan;
  const bill = sbomOf(sbom, records);
  if (!bill.ok) return bill;
  const others = [scan.value, bill.value];
  return ok([testResult(verdict, records, others, policy), ...others]);
}

/**
 * The report of the image's scan, as other tools know it.
 * Format: https://github.com/sigstore/cosign/blob/main/specs/COSIGN_VULN_ATTESTATION_SPEC.md
 */
function vulnerabilities(
  record: StageRecord,
  { name, version, image }: NonNullable<StageRecord["tool"]>,
  bytes: Uint8Array,
): Result<Attestation> {
  const report = readJson(bytes, "The vulnerability report", z.unknown());
  if (!report.ok) return report;
  const started = record.startedAt ?? "";
  const finished = new Date(Date.parse(started) + (record.durationMs ?? 0)).toISOString();
  const predicate = {
    invocation: { parameters: record.arguments, uri: "", event_id: "", "builder.id": "greengate" },
    scanner: {
      uri: image ?? `pkg:generic/${name}@${version}`,
      version,
      db: { uri: "", version: "", lastUpdate: databaseDate(record) ?? "" },
      result: report.value,
    },
    metadata: { scanStartedOn: started, scanFinishedOn: finished },
  };
  return ok(attestation("vulnerabilities", predicate, bytes));
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
