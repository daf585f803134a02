/**
 * Trivy config: misconfigurations of the Dockerfile, Terraform, Kubernetes manifests, Helm charts.
 * Proves that it looked: the Dockerfile is among the results, and as many checks ran on it as this
 * version has; every other file was evaluated by a check of ours that names it. Trivy exits 0, with
 * no results, on a Dockerfile that is absent, empty, a link or does not parse (kubescape#470), and
 * on one that a file of the repository silences.
 */
import { counted } from "../../core/counted.ts";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import type { Policy } from "../../core/policy.ts";
import { dockerfileOf } from "../../core/services.ts";
import { createdDuringRun } from "../freshness.ts";
import type { Selection } from "../invocation.ts";
import type { Scanner } from "../scanner.ts";
import type { SourceTree } from "../source-tree.ts";
import { configArguments } from "./command.ts";
import { evaluatedIac } from "./iac/evaluated.ts";
import { isValues, selectIac } from "./iac/select.ts";
import { isWitness, WITNESS_FILES } from "./iac/witness.ts";
import { filesystemGaps, readTrivyReport, type TrivyReport, trivyFindings } from "./report.ts";
import { trivy } from "./tool.ts";

/** Checks embedded per version, measured; of a version not listed at least the floor must have run. */
const CHECKS: Readonly<Record<string, number>> = { "0.76.0": 27 };
const LEAST_CHECKS = 25;

export const trivyConfig: Scanner = {
  stage: "trivy-config",
  title: "Dockerfile and infrastructure (Trivy config)",
  outputs: ["report.json"],
  finds: ["misconfiguration"],
  mayNotApply: true,
  install: "Install Trivy 0.75 or newer, or pass --install-tools.",
  invocation: {
    tool: trivy,
    seconds: 600,
    select,
    beside: WITNESS_FILES,
    calls: ({ source, beside, raw, cache, targets }) => {
      const call = { target: source, output: `${raw}/report.json`, cache };
      const values = targets.filter(isValues).map((path) => `${source}/${path}`);
      return [{ args: configArguments(call, beside, values) }];
    },
  },
  read,
};

function select(tree: SourceTree, { service }: Policy): Selection {
  const dockerfile = dockerfileOf(service);
  const iac = selectIac(tree);
  return {
    targets: [...(dockerfile === undefined ? [] : [dockerfile]), ...iac.paths],
    wants: (path, real) => path === dockerfile || iac.wants(path, real),
    planted: iac.planted,
    evidence: { iac: iac.evidence },
    none: `no Dockerfile, as the policy says, and no infrastructure among ${counted(tree.paths.length, "file")}`,
  };
}

function read(input: StageInput): Reading {
  const parsed = readTrivyReport(input.files.get("report.json"), "Trivy's report");
  if (!parsed.ok) return unreadable("trivy", parsed.error);
  const report = parsed.value;
  const all = trivyFindings(report);
  const dockerfile = checkedDockerfile(report, input);
  const iac = evaluatedIac(input, all);
  return {
    findings: all.filter(({ id }) => !isWitness(id)),
    tool: { name: "trivy", version: report.Trivy.Version },
    facts: [...dockerfile.facts, ...iac.facts],
    gaps: [
      ...createdDuringRun(report.CreatedAt, input),
      ...filesystemGaps(report, "trivy config"),
      ...dockerfile.gaps,
      ...iac.gaps,
    ],
    notes: iac.notes,
  };
}

/** Whether every check ran on the Dockerfile: those that found nothing are only counted. */
function checkedDockerfile(report: TrivyReport, { expected: { dockerfile } }: StageInput) {
  if (dockerfile === undefined) return { facts: [], gaps: [] };
  const result = report.Results?.find((r) => r.Class === "config" && r.Target === dockerfile);
  const failures = new Set(
    result?.findings.filter((f) => f.suppressed === undefined).map(({ id }) => id),
  );
  const checks = (result?.MisconfSummary?.Successes ?? 0) + failures.size;
  const least = CHECKS[report.Trivy.Version] ?? LEAST_CHECKS;
  const gaps: Gap[] = [];
  if (!result?.MisconfSummary) {
    gaps.push({
      code: "trivy.dockerfile-not-scanned",
      message: `Trivy did not read ${dockerfile}: it is absent, empty, a link or does not parse.`,
      hint: "Check that the Dockerfile builds, and that the policy names the right path.",
    });
  } else if (checks < least) {
    gaps.push({
      code: "trivy.checks-silenced",
      message: `Only ${checks} of ${least} checks ran on ${dockerfile}: something silenced the others.`,
      hint: "Remove trivy:ignore comments and Trivy's own configuration; use exceptions instead.",
    });
  }
  return { facts: [{ name: "checks", value: `${checks} on ${dockerfile}` }], gaps };
}
