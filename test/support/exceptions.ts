/** Runs over recorded reports that block, and policies that except what they find. */
import { type Policy, policySchema } from "../../dagger/src/core/policy/policy.ts";
import type { JudgedException, Verdict } from "../../dagger/src/core/verdict.ts";
import { builtAs, decideRun, fixture, greenRun, type Run, withReport } from "./run.ts";

const VULNERABLE_IMAGE = "sha256:7f578941355f48c0c26147fffb09599eb5775f16ac4eb7027cb61bf160a063c2";

/** Every finding of the recorded vulnerable image; all else is green. */
export function vulnerableRun(): Run {
  const report = fixture("trivy/image-vuln-json.json");
  const bom = fixture("trivy/image-vuln-cyclonedx.cdx.json");
  const found = withReport(greenRun(), "trivy-image", report);
  const run = withReport(found, "trivy-image", bom, "bom.cdx.json");
  builtAs(run, { config: VULNERABLE_IMAGE });
  // It is of another image: what the registry and the runtimes say is of the clean one.
  for (const stage of ["ecr-scan", "runtime"]) {
    run.records.stages = run.records.stages.filter((each) => each.stage !== stage);
    run.files.delete(stage);
  }
  run.policy = policySchema.parse({
    version: 1,
    drop: [{ stage: "runtime", reason: "no recording of this image" }],
  });
  return run;
}

type Given = Record<string, unknown>;
const WHO = { reason: "not reachable", owner: "ana", until: "2026-12-31" };

export const withExceptions = (policy: Policy, ...exceptions: Given[]): Policy =>
  policySchema.parse({ ...policy, exceptions: exceptions.map((each) => ({ ...WHO, ...each })) });

/** What of the vulnerable image is excepted by these, and what becomes of them. */
export function excepted(...exceptions: Given[]): { verdict: Verdict; ids: string[] } {
  const run = vulnerableRun();
  run.policy = withExceptions(run.policy, ...exceptions);
  const verdict = decideRun(run);
  const ids = verdict.findings.filter(({ action }) => action === "excepted").map(({ id }) => id);
  return { verdict, ids };
}

export const only = (verdict: Verdict): JudgedException => {
  const [exception, another] = verdict.exceptions;
  if (!exception || another) throw new Error("not one exception");
  return exception;
};
