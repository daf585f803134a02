/** What is signed of a green image, and what is wrong with it in one place. */

import { policyDigest } from "../../dagger/src/core/policy/digest.ts";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import { HOUR_MS } from "../../dagger/src/core/time.ts";
import { attestationsOf } from "../../dagger/src/registry/evidence.ts";
import { type Expected, judgeProof } from "../../dagger/src/registry/proof.ts";
import { PREDICATE } from "../../dagger/src/registry/statement.ts";
import { evidenceOf, runOver } from "./published.ts";
import { CLEAN_IMAGE, fixture, NOW, type Run, stageOf, withReport } from "./run.ts";

const DIGEST = `sha256:${"1".repeat(64)}`;
export const IMAGE = { config: CLEAN_IMAGE, manifest: DIGEST };

const EXPECTED: Expected = {
  digest: DIGEST,
  policy: policyDigest(DEFAULT_POLICY),
  maxAgeMs: 24 * HOUR_MS,
  databaseMaxAgeMs: 48 * HOUR_MS,
  now: NOW,
};

/** As cosign hands a statement back. */
const signed = (predicateType: string, predicate: unknown, digest = DIGEST) => ({
  _type: "https://in-toto.io/Statement/v0.1",
  subject: [{ name: "shop", digest: { sha256: digest.replace("sha256:", "") } }],
  predicateType,
  predicate,
});

/** Everything that is signed of a run: its signature, its verdict, its reports. */
export function everything(run: Run = runOver(IMAGE), digest = DIGEST): unknown[] {
  const all = attestationsOf(evidenceOf(run));
  if (!all.ok) throw new Error(all.error.message);
  return [
    signed(PREDICATE.signature, {}, digest),
    ...all.value.map(({ kind, predicate }) => signed(PREDICATE[kind], predicate, digest)),
  ];
}

/** The same image, with a finding that blocks. */
export function blocked(image = IMAGE): Run {
  const report = JSON.parse(fixture("trivy/image-clean-json.json").toString("utf8")) as {
    Results: object[];
  };
  const found = {
    VulnerabilityID: "CVE-2024-1",
    PkgName: "zlib",
    InstalledVersion: "1",
    Severity: "CRITICAL",
  };
  report.Results[0] = { ...report.Results[0], Class: "os-pkgs", Vulnerabilities: [found] };
  return withReport(runOver(image), "trivy-image", Buffer.from(JSON.stringify(report)));
}

function incomplete(): Run {
  const run = runOver(IMAGE);
  stageOf(run, "zap-baseline").status = "failed";
  return run;
}

export const stateOf = (statements: readonly unknown[], more: Partial<Expected> = {}) =>
  judgeProof(statements, { ...EXPECTED, ...more }).state;
export const codes = (statements: readonly unknown[], more: Partial<Expected> = {}) =>
  judgeProof(statements, { ...EXPECTED, ...more }).problems.map(({ code }) => code);

/** Sets of statements that prove nothing, each for one reason. */
export const REFUSED: Record<string, () => [unknown[], Partial<Expected>?]> = {
  blocked: () => [everything(blocked())],
  incomplete: () => [everything(incomplete())],
  "of another image": () => [everything(runOver(IMAGE), `sha256:${"2".repeat(64)}`)],
  "of another policy": () => [everything(), { policy: `sha256:${"3".repeat(64)}` }],
  stale: () => [everything(), { now: NOW + 25 * HOUR_MS }],
  "from the future": () => [everything(), { now: NOW - 25 * HOUR_MS }],
  "with an old database": () => [everything(), { databaseMaxAgeMs: HOUR_MS }],
  "not signed": () => [everything().slice(1)],
  "beside reports of another run": () => {
    const [signature, verdict, scan, sbom] = everything();
    const other = JSON.stringify(scan).replace(/"CreatedAt":"2026/, '"CreatedAt":"2025');
    return [[signature, verdict, JSON.parse(other), sbom]];
  },
};
