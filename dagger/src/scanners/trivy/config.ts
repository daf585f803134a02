/**
 * Trivy config: the Dockerfile's misconfigurations.
 * Proves that it looked: the Dockerfile is among the results, and as many checks ran on it as this
 * version has. Trivy exits 0, with no results, on a Dockerfile that is absent, empty, a link or
 * does not parse (kubescape#470), and on one that a file of the repository silences.
 */
import { type Gap, type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import { readJson } from "../../core/read-json.ts";
import { dockerfileOf } from "../../core/services.ts";
import { createdDuringRun } from "../freshness.ts";
import type { Scanner } from "../scanner.ts";
import { configArguments } from "./command.ts";
import { filesystemGaps, trivyFindings, trivyReport } from "./report.ts";
import { trivy } from "./tool.ts";

/** Checks embedded per version, measured; of a version not listed at least the floor must have run. */
const CHECKS: Readonly<Record<string, number>> = { "0.76.0": 27 };
const LEAST_CHECKS = 25;

export const trivyConfig: Scanner = {
  stage: "trivy-config",
  title: "Dockerfile (Trivy config)",
  outputs: ["report.json"],
  mayNotApply: true,
  install: "Install Trivy 0.75 or newer, or pass --install-tools.",
  invocation: {
    tool: trivy,
    seconds: 600,
    select: ({ paths }, { service }) => {
      const dockerfile = dockerfileOf(service);
      return {
        targets: dockerfile === undefined ? [] : [dockerfile],
        none: `no Dockerfile: the policy says so, of ${paths.length} files`,
      };
    },
    calls: ({ source, raw, cache }) => [
      { args: configArguments({ target: source, output: `${raw}/report.json`, cache }) },
    ],
  },
  read,
};

function read(input: StageInput): Reading {
  const parsed = readJson(input.files.get("report.json"), "Trivy's report", trivyReport);
  if (!parsed.ok) return unreadable("trivy", parsed.error);
  const report = parsed.value;
  const gaps: Gap[] = [
    ...createdDuringRun(report.CreatedAt, input),
    ...filesystemGaps(report, "trivy config"),
  ];
  const { dockerfile } = input.expected;
  const result = report.Results?.find((r) => r.Class === "config" && r.Target === dockerfile);
  const failures = new Set(
    result?.findings.filter((f) => f.suppressed === undefined).map(({ id }) => id),
  );
  const checks = (result?.MisconfSummary?.Successes ?? 0) + failures.size;
  const least = CHECKS[report.Trivy.Version] ?? LEAST_CHECKS;
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
  return {
    findings: trivyFindings(report),
    tool: { name: "trivy", version: report.Trivy.Version },
    facts: [{ name: "checks", value: `${checks} on ${dockerfile}` }],
    gaps,
    notes: [],
  };
}
