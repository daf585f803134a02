/**
 * report.sarif, SARIF 2.1.0 as GitHub code scanning takes it: at most 5,000 of a run are shown and
 * 25,000 read, each result needs a location in the repository with a whole region, and severity is
 * a score as text on the rule.
 */

import type { Severity } from "../core/severity.ts";
import type { JudgedFinding, Verdict } from "../core/verdict.ts";
import { oneLine, safeUrl } from "./inert.ts";
import type { Output } from "./output.ts";
import { whereOf } from "./words.ts";

const MOST_RESULTS = 25_000;

/** GitHub's bands: over 9.0 critical, 7.0 high, 4.0 medium, 0.1 low. */
const SCORE: Record<Severity, string> = {
  critical: "9.5",
  high: "8.0",
  unknown: "8.0",
  medium: "5.5",
  low: "2.0",
  info: "0.1",
};

const LEVEL = { block: "error", warn: "warning", info: "note", excepted: "note" } as const;

export const sarif: Output = { file: "report.sarif", render };

function render(verdict: Verdict): string {
  const findings = verdict.findings.slice(0, MOST_RESULTS);
  const rules = new Map<string, JudgedFinding>();
  for (const finding of findings) if (!rules.has(finding.id)) rules.set(finding.id, finding);
  const ids = new Map([...rules.keys()].map((id, index) => [id, index]));
  const gaps = verdict.stages.filter(({ state }) => state === "incomplete").flatMap((s) => s.gaps);
  const left = verdict.findings.length - findings.length;
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Greengate", rules: [...rules.values()].map(ruleOf) },
        },
        automationDetails: { id: `greengate/${verdict.service}` },
        invocations: [
          {
            executionSuccessful: gaps.length === 0,
            toolExecutionNotifications: [
              ...gaps.map((gap) => ({ level: "error", message: { text: oneLine(gap.message) } })),
              ...(left > 0
                ? [{ level: "warning", message: { text: `${left} findings are left out here.` } }]
                : []),
            ],
          },
        ],
        results: findings.map((finding) => resultOf(finding, ids.get(finding.id) ?? 0)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
}

function ruleOf(finding: JudgedFinding) {
  const url = safeUrl(finding.url);
  return {
    id: oneLine(finding.id, 255),
    shortDescription: { text: oneLine(finding.title, 255) || finding.id },
    ...(url !== undefined && { helpUri: url }),
    properties: {
      "security-severity": SCORE[finding.severity],
      tags: ["security", finding.category],
    },
  };
}

function resultOf(finding: JudgedFinding, ruleIndex: number) {
  const place = finding.where ?? finding.locations[0];
  const [ref] = finding.packages;
  const mend = ref?.fixed ? ` Fixed in ${ref.fixed}.` : "";
  const text = `${finding.title}: ${whereOf(finding)}.${mend} ${finding.advice ?? ""}`;
  const excepted = finding.action === "excepted";
  return {
    ruleId: oneLine(finding.id, 255),
    ruleIndex,
    level: LEVEL[finding.action],
    message: { text: oneLine(text, 1000) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(place?.path ?? "") },
          region: {
            startLine: place?.line ?? 1,
            startColumn: 1,
            endLine: place?.line ?? 1,
            endColumn: 2,
          },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    ...(excepted && {
      suppressions: [{ kind: "external", justification: oneLine(finding.because) }],
    }),
  };
}

/** A path relative to the repository: no scheme, no leading slash, no space. */
function relativeUri(path: string): string {
  const parts = oneLine(path, 1000)
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== "..");
  return parts.map(encodeURIComponent).join("/") || "unknown";
}
