/**
 * gl-code-quality-report.json, which every tier of GitLab shows on a merge request: every finding
 * and every gap. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
import { countedAre } from "../../core/counted.ts";
import type { JudgedFinding, Verdict } from "../../core/verdict.ts";
import type { Output } from "../output.ts";
import { oneLine } from "../shared/inert.ts";
import { placeOf, repositoryPath } from "../shared/place.ts";
import { rowsWithin } from "../shared/rows.ts";
import { byAction, gapsOf, whereOf } from "../shared/words.ts";
import { LIMITS } from "./report.ts";

export const codeQuality: Output = { file: "gl-code-quality-report.json", render };

function render(verdict: Verdict): string {
  const gaps = ofGaps(verdict);
  const findings = byAction(verdict.findings);
  // The file is an artifact like a security report.
  const most = { ...LIMITS, rows: LIMITS.rows - gaps.length - 1 };
  const { rows, left } = rowsWithin(findings, entryOf, most);
  const words = `${countedAre(left, "finding")} left out here; verdict.json has all.`;
  const rest = left > 0 ? [ofGate(verdict, "left-out", words, "major")] : [];
  return `[${[...[...gaps, ...rest].map((entry) => JSON.stringify(entry)), ...rows].join(",\n")}]\n`;
}

const SEVERITY = {
  critical: "blocker",
  high: "critical",
  unknown: "critical",
  medium: "major",
  low: "minor",
  info: "info",
} as const;

function entryOf(finding: JudgedFinding) {
  const { path, line } = placeOf(finding);
  const words = `${finding.action}: ${finding.id}, ${finding.title}, in ${whereOf(finding)}`;
  return {
    description: oneLine(words, 500),
    check_name: oneLine(finding.id, 255) || "unnamed",
    fingerprint: finding.fingerprint,
    severity: finding.action === "excepted" ? "info" : SEVERITY[finding.severity],
    location: { path, lines: { begin: line } },
  };
}

/** Missing evidence would not be seen otherwise: the format has no place for it. */
const ofGaps = (verdict: Verdict) =>
  gapsOf(verdict).map(({ stage, message, hint }, index) =>
    ofGate(verdict, `incomplete/${stage}/${index}`, `incomplete: ${message} ${hint}`, "blocker"),
  );

function ofGate({ policy }: Verdict, what: string, words: string, severity: "blocker" | "major") {
  return {
    description: oneLine(words, 500),
    check_name: "greengate",
    fingerprint: oneLine(`greengate/${what}`, 255),
    severity,
    location: { path: repositoryPath(policy.file), lines: { begin: 1 } },
  };
}
