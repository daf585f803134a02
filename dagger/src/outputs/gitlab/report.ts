/**
 * GitLab's security reports, schema 15.0.7, which GitLab 16 and newer read:
 * https://gitlab.com/gitlab-org/security-products/security-report-schemas. What GitLab asks for
 * beyond the schema: at most 100,000 vulnerabilities (else the report is refused), 15,000 characters
 * of a description (else the entry is), 100 MB of a file by default. Descriptions are Markdown there.
 */
import { countedAre } from "../../core/counted.ts";
import { DAY_MS, parseInstant } from "../../core/time.ts";
import type { JudgedFinding, JudgedStage, Verdict } from "../../core/verdict.ts";
import { version } from "../../version.ts";
import type { Output } from "../output.ts";
import { forMarkdown, oneLine, safeUrl } from "../shared/inert.ts";
import { rowsWithin } from "../shared/rows.ts";
import { uuidOf } from "../shared/uuid.ts";
import { byAction, whereOf } from "../shared/words.ts";

export interface ReportType {
  readonly file: string;
  readonly type:
    | "container_scanning"
    | "dependency_scanning"
    | "sast"
    | "secret_detection"
    | "dast";
  takes(finding: JudgedFinding): boolean;
  /** The stages that look for such findings: their evidence is what the report rests on. */
  looks(stage: string): boolean;
  location(finding: JudgedFinding, verdict: Verdict): object;
  /** What this type has in `scan`, and beside it, that others don't have. */
  inScan?: object;
  beside?(findings: readonly JudgedFinding[]): object;
}

export const LIMITS = { rows: 100_000, bytes: 95_000_000 };
const MOST_IDENTIFIERS = 20;

const OURS = {
  id: "greengate",
  name: "Greengate",
  version,
  vendor: { name: "Greengate" },
};

export function securityReport(kind: ReportType): Output {
  return { file: kind.file, render: (verdict) => report(kind, verdict) };
}

function report(kind: ReportType, verdict: Verdict): string {
  const findings = byAction(verdict.findings.filter((finding) => kind.takes(finding)));
  const { rows, left } = rowsWithin(
    findings,
    (finding) => vulnerability(finding, kind.location(finding, verdict)),
    LIMITS,
  );
  const stages = verdict.stages.filter(({ stage }) => kind.looks(stage));
  const head = {
    version: "15.0.7",
    scan: {
      analyzer: OURS,
      scanner: OURS,
      type: kind.type,
      ...times(stages, verdict.decidedAt),
      status: wasSeen(stages) ? "success" : "failure",
      messages: [
        ...stages.flatMap(messagesOf),
        ...(left > 0
          ? [message("warn", `${countedAre(left, "finding")} left out here; verdict.json has all.`)]
          : []),
      ],
      ...kind.inScan,
    },
    ...kind.beside?.(findings.slice(0, rows.length)),
  };
  // The rows are JSON already: each was measured as it is written.
  return `${JSON.stringify(head).slice(0, -1)},"vulnerabilities":[${rows.join(",")}]}\n`;
}

/** An empty report says that nothing is there: only where somebody looked, and saw all of it. */
function wasSeen(stages: readonly JudgedStage[]): boolean {
  return (
    !stages.some(({ state }) => state === "incomplete") &&
    stages.some(({ state }) => state === "complete" || state === "not-applicable")
  );
}

const message = (level: "info" | "warn" | "fatal", value: string) => ({
  level,
  value: oneLine(value, 1000),
});

function messagesOf({ stage, state, reason, gaps, tool, facts }: JudgedStage) {
  if (state === "incomplete") {
    return gaps.map((gap) => message("fatal", `${stage}: ${gap.message} ${gap.hint}`));
  }
  if (state !== "complete") return [message("info", `${stage}, ${state}: ${reason}`)];
  const seen = facts.map(({ name, value }) => `${name} ${value}`).join("; ");
  return [message("info", `${stage}, ${tool?.name ?? ""} ${tool?.version ?? ""}: ${seen}`)];
}

/** From the first stage's start to the last one's end; the verdict's time where none ran. */
function times(stages: readonly JudgedStage[], decidedAt: string) {
  const spans = stages.flatMap(({ startedAt, durationMs = 0 }) => {
    const start = startedAt === undefined ? undefined : parseInstant(startedAt);
    return start === undefined ? [] : [[start, start + Math.min(durationMs, DAY_MS)] as const];
  });
  const decided = parseInstant(decidedAt) ?? 0;
  const starts = spans.map(([start]) => start);
  const ends = spans.map(([, end]) => end);
  return {
    start_time: second(starts.length > 0 ? Math.min(...starts) : decided),
    end_time: second(ends.length > 0 ? Math.max(...ends) : decided),
  };
}

/** UTC without fraction and zone, which the schema refuses. */
const second = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

const SEVERITY = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  info: "Info",
  unknown: "Unknown",
} as const;

function vulnerability(finding: JudgedFinding, location: object) {
  const url = safeUrl(finding.url);
  const solution = solutionOf(finding);
  return {
    id: uuidOf(finding.fingerprint),
    name: oneLine(finding.title, 255) || oneLine(finding.id, 255) || "unnamed",
    description: [
      finding.title,
      whereOf(finding),
      `Greengate: ${finding.action}, ${finding.because}`,
    ]
      .map((text) => forMarkdown(text, 600))
      .join("\n\n"),
    severity: SEVERITY[finding.severity],
    ...(solution !== "" && { solution: forMarkdown(solution, 900) }),
    identifiers: [finding.id, ...finding.aliases]
      .slice(0, MOST_IDENTIFIERS)
      .map((id, index) => identifier(id, finding, index === 0 ? url : undefined)),
    ...(url !== undefined && { links: [{ url }] }),
    location,
  };
}

function solutionOf({ packages, advice }: JudgedFinding): string {
  const mends = packages
    .filter(({ fixed }) => fixed !== "")
    .map(({ name, fixed }) => `${name}: fixed in ${fixed}.`);
  return [...new Set(mends), advice ?? ""].join(" ").trim();
}

/** The first one tells GitLab whether two findings are the same. */
function identifier(id: string, { sources }: JudgedFinding, url: string | undefined) {
  const name = oneLine(id, 255) || "unnamed";
  const known = /^(CVE|GHSA|CWE)-/i.exec(name)?.[1]?.toLowerCase();
  return {
    type: known ?? (oneLine(sources[0]?.tool ?? "", 60) || "greengate"),
    name,
    value: name,
    ...(url !== undefined && { url }),
  };
}
