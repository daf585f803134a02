/** What holds for every plan, whatever led to it. */
import { expect } from "vitest";
import { type Decide, decide } from "../../dagger/src/core/decide.ts";
import type { RawFinding } from "../../dagger/src/core/finding.ts";
import { joinFindings } from "../../dagger/src/core/join-findings.ts";
import type { StageReport } from "../../dagger/src/core/stage-state.ts";
import type { Step, Verdict } from "../../dagger/src/core/verdict.ts";
import { decisionOf } from "../../dagger/src/evaluate/evaluate.ts";
import { NOW, type Run } from "./run.ts";

const GREEN = ["pass", "warn"];

export const decision = (run: Run): Decide => decisionOf({ ...run, policyFile: "greengate.yaml" });

const fingerprintOf = (raw: RawFinding): string =>
  joinFindings([{ stage: "", tool: "", findings: [raw] }])[0]?.fingerprint ?? "";

/** What the run would be with these steps done: their findings gone, their stages complete. */
function applied(input: Decide, steps: readonly Step[]): Decide {
  const cleared = new Set(steps.flatMap(({ clears }) => clears));
  const stages = input.stages.map((report): StageReport => {
    const { reading } = report;
    const findings = (reading?.findings ?? []).filter((raw) => !cleared.has(fingerprintOf(raw)));
    return cleared.has(report.stage)
      ? completeStage(report.stage, findings)
      : { ...report, ...(reading && { reading: { ...reading, findings } }) };
  });
  return { ...input, stages };
}

export function completeStage(stage: string, findings: readonly RawFinding[]): StageReport {
  const tool = { name: stage, version: "1" };
  const record = {
    ...{ stage, status: "ran" as const, tool, arguments: [], reused: false, outputs: [] },
    ...{ startedAt: new Date(NOW).toISOString(), exitCode: 0, evidence: {} },
  };
  const reading = { findings, tool, facts: [], gaps: [], notes: [] };
  return { stage, record, reading, mayNotApply: false, install: "" };
}

/** That it is green with all of it, red without any one of its steps. */
export function expectRight(input: Decide): void {
  const { plan, verdict } = decide(input);
  expect(plan.length > 0).toBe(!GREEN.includes(verdict));
  expect(GREEN).toContain(decide(applied(input, plan)).verdict);
  for (const step of plan) {
    const others = plan.filter((each) => each !== step);
    expect(GREEN, step.what).not.toContain(decide(applied(input, others)).verdict);
  }
  expectInOrder(decide(input));
  const clears = plan.flatMap((step) => step.clears);
  expect(new Set(clears).size).toBe(clears.length);
}

/** Secrets first, then by the worst severity; a stage that has yet to look is as unknown. */
function expectInOrder({ plan, findings }: Verdict): void {
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const places = plan
    // Of what only a renewal shares with another step is told there.
    .filter(({ kind }) => kind !== "renew")
    .map(({ kind, clears }) => {
      if (kind === "run") return ORDER.indexOf("unknown");
      const of = clears.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? []);
      if (of.some(({ category }) => category === "secret")) return -1;
      return Math.min(...of.map(({ severity }) => ORDER.indexOf(severity)));
    });
  expect(places).toEqual([...places].sort((a, b) => a - b));
}

const ORDER = ["critical", "high", "unknown", "medium", "low", "info"];
