/** The planted key lies in no file's place: what it took the place of would not be looked at. */
import { expect, it } from "vitest";
import type { StageInput } from "../../dagger/src/core/evidence.ts";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { sourceEvidence } from "../../dagger/src/scanners/looked-at.ts";
import { secrets } from "../../dagger/src/scanners/trivy/secrets.ts";
import { greenRun, NOW, stageOf } from "../support/run.ts";
import { treeOf } from "../support/tree.ts";

const POLICY = policySchema.parse({ version: 1 });

function selected(...paths: string[]) {
  const tree = treeOf(Object.fromEntries(paths.map((path) => [path, ""])));
  const selection = secrets.invocation?.select?.(tree, POLICY);
  if (!selection) throw new Error("the stage selects files of the source");
  return {
    planted: Object.keys(selection.planted ?? {}),
    evidence: sourceEvidence("/s", tree, selection),
  };
}

it("a file of the service that has its name stays as it is", () => {
  expect(selected("a.txt").planted).toEqual(["greengate-canary.txt"]);
  const { planted } = selected("greengate-canary.txt", "Greengate-Canary-1.txt");
  expect(planted).toEqual(["greengate-canary-2.txt"]);
});

it("and its secrets are findings, while the planted key is none", () => {
  const { evidence } = selected("greengate-canary.txt");
  const secret = (Target: string) => ({
    Target,
    Class: "secret",
    Secrets: [{ RuleID: "aws-access-key-id", Severity: "CRITICAL", Title: "key", StartLine: 1 }],
  });
  const report = {
    SchemaVersion: 2,
    Trivy: { Version: "0.76.0" },
    CreatedAt: new Date(NOW).toISOString(),
    ArtifactName: "/s",
    ArtifactType: "filesystem",
    Results: [secret("greengate-canary.txt"), secret("greengate-canary-1.txt")],
  };
  const run = greenRun();
  const input: StageInput = {
    files: new Map([["report.json", Buffer.from(JSON.stringify(report))]]),
    record: { ...stageOf(run, "secrets"), evidence },
    image: undefined,
    expected: { dockerfile: undefined, port: 1, health: "/", paths: [] },
    limits: POLICY.limits,
    now: NOW,
  };
  const { findings, gaps } = secrets.read(input);
  expect(findings.map(({ location }) => location.path)).toEqual(["greengate-canary.txt"]);
  expect(gaps.filter(({ code }) => code === "canary.not-found")).toEqual([]);
});
