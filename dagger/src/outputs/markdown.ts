/** report.md: for a step summary or a comment. Kept under GitHub's 65,536 characters. */
import type { JudgedFinding, Verdict } from "../core/verdict.ts";
import { forMarkdown } from "./inert.ts";
import { dueWords, goneWords, knownWords, news, overdueFindings } from "./news.ts";
import type { Output } from "./output.ts";
import { byAction, caveats, headline, summary, whereOf } from "./words.ts";

/** A comment holds 65,536 characters; what is past the budget is left out, and said. */
const BUDGET = 60_000;

export const markdown: Output = { file: "report.md", render };

function render(verdict: Verdict): string {
  const head = [
    `## Greengate: ${verdict.verdict.toUpperCase()}`,
    "",
    headline(verdict).replace(/^\w+: /, ""),
    "",
    `**${forMarkdown(verdict.service)}**: ${forMarkdown(summary(verdict))}`,
    "",
    ...[news(verdict) ?? []].flat().flatMap((text) => [forMarkdown(text), ""]),
    ...list(
      "Overdue",
      overdueFindings(verdict)
        .slice(0, 20)
        .map((finding) =>
          forMarkdown(
            `${finding.severity} ${finding.id}, ${dueWords(finding)}: ${whereOf(finding)}`,
            400,
          ),
        ),
    ),
    ...list(
      "What to do",
      verdict.plan.slice(0, 20).map(({ what }) => forMarkdown(what, 400)),
    ),
    ...list(
      "Fixed",
      (verdict.baseline?.fixed ?? []).slice(0, 20).map((gone) => forMarkdown(goneWords(gone), 300)),
    ),
    ...stageTable(verdict),
    ...list(
      "Bear in mind",
      caveats(verdict)
        .slice(0, 20)
        .map((text) => forMarkdown(text, 400)),
    ),
  ].join("\n");
  return `${head}\n${findingTable(byAction(verdict.findings), BUDGET - head.length)}`;
}

const list = (title: string, items: string[]): string[] =>
  items.length === 0 ? [] : [`### ${title}`, "", ...items.map((item) => `1. ${item}`), ""];

function stageTable({ stages }: Verdict): string[] {
  return [
    "### Stages",
    "",
    "| stage | state | why |",
    "| --- | --- | --- |",
    ...stages.map(
      ({ stage, state, reason, facts }) =>
        `| ${forMarkdown(stage, 60)} | ${state} | ${forMarkdown(
          reason || facts.map((fact) => `${fact.name}: ${fact.value}`).join("; "),
        )} |`,
    ),
    "",
  ];
}

function findingTable(findings: readonly JudgedFinding[], budget: number): string {
  if (findings.length === 0) return "";
  let text =
    "### Findings\n\n| action | severity | finding | where | title |\n| --- | --- | --- | --- | --- |\n";
  for (const [index, finding] of findings.entries()) {
    const cells = [
      finding.action,
      finding.severity,
      forMarkdown(finding.id, 80),
      forMarkdown(whereOf(finding), 160),
      [finding.title, ...knownWords(finding)].map((text) => forMarkdown(text, 160)).join("; "),
    ];
    const row = `| ${cells.join(" | ")} |\n`;
    if (text.length + row.length > budget) {
      return `${text}\n${findings.length - index} more findings are left out here; report.html and verdict.json have all.\n`;
    }
    text += row;
  }
  return text;
}
