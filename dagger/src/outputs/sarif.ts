/**
 * report.sarif, SARIF 2.1.0 as GitHub code scanning takes it: 10 MB gzipped, at most 5,000 results
 * of a run are shown and 25,000 read, each needs a location in the repository with a whole region,
 * and severity is a score as text on the rule.
 * https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads
 */

import { gzipSync } from "node:zlib";
import { countedAre } from "../core/counted.ts";
import type { Severity } from "../core/severity.ts";
import type { JudgedFinding, Verdict } from "../core/verdict.ts";
import { version } from "../version.ts";
import type { Output } from "./output.ts";
import { oneLine, safeUrl } from "./shared/inert.ts";
import { placeOf } from "./shared/place.ts";
import { byAction, gapsOf, whereOf } from "./shared/words.ts";

const MOST_RESULTS = 25_000;
const MOST_SHOWN = 5_000;
const MOST_GZIPPED = 10_000_000;

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

/** Worst first, so that what is left out is the rest. */
function render(verdict: Verdict): string {
  const findings = byAction(verdict.findings);
  let most = MOST_RESULTS;
  let text = renderSome(verdict, findings.slice(0, most));
  // What is no longer than that can't be when it is packed, but for some bytes.
  while (Buffer.byteLength(text) > MOST_GZIPPED * 0.99) {
    // The quickest level, which packs no better than what the upload uses.
    const packed = gzipSync(text, { level: 1 }).length;
    if (packed <= MOST_GZIPPED) break;
    most = Math.floor((Math.min(most, findings.length) * MOST_GZIPPED * 0.9) / packed);
    text = renderSome(verdict, findings.slice(0, most));
  }
  return text;
}

function renderSome(verdict: Verdict, findings: readonly JudgedFinding[]): string {
  const rules = new Map<string, JudgedFinding>();
  for (const finding of findings) {
    const id = idOf(finding);
    if (!rules.has(id)) rules.set(id, finding);
  }
  const ids = new Map([...rules.keys()].map((id, index) => [id, index]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Greengate", version, rules: [...rules.values()].map(ruleOf) },
        },
        // GitHub takes what stands before the last slash for the upload's category.
        automationDetails: { id: `greengate/${oneLine(verdict.service, 100)}/` },
        invocations: [
          {
            executionSuccessful: !verdict.stages.some(({ state }) => state === "incomplete"),
            toolExecutionNotifications: notifications(verdict, findings.length),
          },
        ],
        results: findings.map((finding) => resultOf(finding, ids.get(idOf(finding)) ?? 0)),
      },
    ],
  };
  return `${JSON.stringify(log)}\n`;
}

/** What the results don't tell: missing evidence, and what was left out or won't be shown. */
function notifications(verdict: Verdict, kept: number) {
  const left = verdict.findings.length - kept;
  const said = [
    ...gapsOf(verdict).map(({ message }) => ["error", message] as const),
    ...(left > 0
      ? [["warning", `${countedAre(left, "finding")} left out; verdict.json has all.`] as const]
      : []),
    ...(kept > MOST_SHOWN
      ? [["note", `GitHub shows ${MOST_SHOWN} of ${kept} results.`] as const]
      : []),
  ];
  return said.map(([level, text]) => ({ level, message: { text: plainText(text, 1000) } }));
}

/** SARIF reads `[text](target)` in a message as a link. */
const plainText = (text: string, most: number): string =>
  oneLine(text, most).replaceAll("](", "] (");

/** GitHub wants all of these; its own title of an alert is the short one. */
function ruleOf(finding: JudgedFinding) {
  const url = safeUrl(finding.url);
  const title = finding.title || finding.id;
  const help = `${finding.advice ?? ""} ${url ? `See ${url}` : ""}`;
  return {
    id: idOf(finding),
    shortDescription: { text: plainText(title, 255) || "unnamed" },
    fullDescription: { text: plainText(title, 1000) || "unnamed" },
    help: { text: plainText(help, 1000) || "No advice is given." },
    ...(url !== undefined && { helpUri: url }),
    properties: {
      "security-severity": SCORE[finding.severity],
      tags: ["security", finding.category],
    },
  };
}

const idOf = ({ id }: JudgedFinding): string => oneLine(id, 255) || "unnamed";

function resultOf(finding: JudgedFinding, ruleIndex: number) {
  const place = placeOf(finding);
  const [ref] = finding.packages;
  const mend = ref?.fixed ? ` Fixed in ${ref.fixed}.` : "";
  const text = `${finding.title}: ${whereOf(finding)}.${mend} ${finding.advice ?? ""}`;
  const excepted = finding.action === "excepted";
  return {
    ruleId: idOf(finding),
    ruleIndex,
    level: LEVEL[finding.action],
    message: { text: plainText(text, 1000) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: place.path.split("/").map(encodeURIComponent).join("/") },
          region: {
            startLine: place.line,
            startColumn: 1,
            endLine: place.line,
            endColumn: 2,
          },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    ...(excepted && {
      suppressions: [{ kind: "external", justification: plainText(finding.because, 300) }],
    }),
  };
}
