/**
 * The verdict as an in-toto test result: which policy, which tools, which database, how it ended.
 * Format: https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
 */
import { z } from "zod";
import type { Policy } from "../core/policy/policy.ts";
import type { RunRecords, StageRecord } from "../core/run-record.ts";
import { VERDICTS, type Verdict, type VerdictName } from "../core/verdict.ts";
import { json } from "../outputs/json.ts";
import { earliest, greenUntil } from "./green-until.ts";
import { type Attestation, canonicalDigest, sha256Hex } from "./statement.ts";

export const RESULT: Record<VerdictName, "PASSED" | "WARNED" | "FAILED"> = {
  pass: "PASSED",
  warn: "WARNED",
  block: "FAILED",
  incomplete: "FAILED",
};

const descriptor = z.object({
  name: z.string(),
  digest: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.unknown()).optional(),
});

export const testResultSchema = z.object({
  result: z.enum(["PASSED", "WARNED", "FAILED"]),
  configuration: z.array(descriptor),
  passedTests: z.array(z.string()),
  warnedTests: z.array(z.string()),
  failedTests: z.array(z.string()),
});

/** What the verdict's own descriptor must say. */
export const verdictAnnotations = z.object({
  verdict: z.enum(VERDICTS),
  decidedAt: z.string(),
  scannedAt: z.string(),
  databaseUpdatedAt: z.string().optional(),
  exceptedUntil: z.string().optional(),
});

const databaseEvidence = z.object({ database: z.object({ UpdatedAt: z.string() }) });

/**
 * @param others what is attested beside it; named here by content, so that a report of another run
 *   can't take its place
 */
export function testResult(
  verdict: Verdict,
  records: RunRecords,
  others: readonly Attestation[],
  policy: Policy,
): Attestation {
  const complete = verdict.stages.filter(({ state }) => state === "complete");
  const oldest = earliest(complete.map(({ startedAt }) => startedAt));
  const database = earliest(records.stages.map(databaseDate));
  const excepted = greenUntil(verdict, policy);
  const rendered = json.render(verdict);
  const tests = testsOf(verdict);
  const predicate = {
    result: RESULT[verdict.verdict],
    configuration: [
      {
        name: "policy",
        digest: { sha256: verdict.policy.sha256.replace("sha256:", "") },
        annotations: { file: verdict.policy.file, notRequired: notRequired(verdict) },
      },
      {
        name: "verdict",
        digest: { sha256: sha256Hex(rendered) },
        annotations: {
          verdict: verdict.verdict,
          decidedAt: verdict.decidedAt,
          ...(oldest !== undefined && { scannedAt: oldest }),
          ...(database !== undefined && { databaseUpdatedAt: database }),
          ...(excepted !== undefined && { exceptedUntil: excepted }),
          greengate: records.greengate,
          service: verdict.service,
        },
      },
      ...complete.flatMap(({ stage, tool, startedAt }) =>
        tool ? [toolOf(stage, tool, startedAt)] : [],
      ),
      ...others.map(({ kind, sha256, canonical }) => ({
        name: kind,
        digest: { sha256 },
        annotations: { canonical },
      })),
    ],
    ...tests,
  };
  const kind = "verdict";
  return { kind, predicate, sha256: sha256Hex(rendered), canonical: canonicalDigest(predicate) };
}

/** The date of the vulnerability database that a stage used; undefined where it used none. */
export function databaseDate({ status, evidence }: StageRecord): string | undefined {
  if (status !== "ran") return undefined;
  return databaseEvidence.safeParse(evidence).data?.database.UpdatedAt;
}

/** A tool on a host has no image; a resource must be named by a digest or an address. */
function toolOf(
  stage: string,
  { name, version, image }: NonNullable<StageRecord["tool"]>,
  startedAt: string | undefined,
) {
  const digest = /@sha256:([0-9a-f]{64})$/.exec(image ?? "")?.[1];
  return {
    name: `tool of ${stage}`,
    uri: image ?? `pkg:generic/${encodeURIComponent(name)}@${encodeURIComponent(version)}`,
    ...(digest !== undefined && { digest: { sha256: digest } }),
    annotations: { tool: name, version, ...(startedAt !== undefined && { startedAt }) },
  };
}

function notRequired({ stages }: Verdict): string[] {
  return stages
    .filter(({ state }) => state === "dropped" || state === "not-applicable")
    .map(({ stage, reason }) => `${stage}: ${reason}`);
}

/** Each stage under the worst that it says. */
function testsOf({ stages, findings }: Verdict) {
  const tests = {
    passedTests: [] as string[],
    warnedTests: [] as string[],
    failedTests: [] as string[],
  };
  for (const { stage, state } of stages) {
    const actions = findings
      .filter(({ sources }) => sources.some((source) => source.stage === stage))
      .map(({ action }) => action);
    if (state === "incomplete" || actions.includes("block")) tests.failedTests.push(stage);
    else if (actions.includes("warn")) tests.warnedTests.push(stage);
    else if (state === "complete") tests.passedTests.push(stage);
  }
  return tests;
}
