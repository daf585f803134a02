/**
 * report.md: for a step summary or a comment. A comment holds 65,536 characters, a step summary
 * 1 MiB, past which GitHub drops all of it: this fits both. What blocks comes first.
 */
import { countedAre } from "../core/counted.ts";
import type { JudgedFinding, Verdict } from "../core/verdict.ts";
import type { Output } from "./output.ts";
import { type Alike, alike, countOf } from "./shared/alike.ts";
import { exceptionLines } from "./shared/exceptions.ts";
import { forMarkdown } from "./shared/inert.ts";
import { dueWords, goneLines, knownWords, news, overdueFindings } from "./shared/news.ts";
import { Within } from "./shared/within.ts";
import {
  byAction,
  caveats,
  changeLines,
  headline,
  MOST_OF_STEP,
  nameOf,
  noteLines,
  summary,
  whereOf,
} from "./shared/words.ts";

export const MOST_CHARACTERS = 65_536;

export const markdown: Output = { file: "report.md", render };

function render(verdict: Verdict): string {
  const page = new Within(MOST_CHARACTERS);
  page.add(
    `## Greengate: ${nameOf(verdict.verdict, [verdict])}`,
    "",
    headline(verdict).replace(/^./, (first) => first.toUpperCase()),
    "",
    `**${forMarkdown(verdict.service)}**: ${forMarkdown(summary(verdict))}`,
  );
  const points = (lines: readonly string[]) => lines.map((text) => `1. ${forMarkdown(text, 400)}`);
  list(page, "Changed here", points(changeLines(verdict)), 0.2);
  for (const text of [news(verdict) ?? []].flat()) page.add("", forMarkdown(text));
  const overdue = overdueFindings(verdict).map(
    (finding) =>
      `1. ${forMarkdown(`${finding.severity} ${finding.id}, ${dueWords(finding)}: ${whereOf(finding)}`, 400)}`,
  );
  list(page, "Overdue", overdue, 0.3);
  const plan = verdict.plan.map(({ what }) => `1. ${forMarkdown(what, MOST_OF_STEP)}`);
  list(page, "What to do", plan, 0.3);
  list(page, "Exceptions", points(exceptionLines(verdict).map(({ text }) => text)), 0.2);
  const fixed = goneLines(verdict.baseline?.fixed ?? []).map(
    ({ text }) => `1. ${forMarkdown(text, 300)}`,
  );
  list(page, "Fixed", fixed, 0.1);
  stageTable(page, verdict);
  list(page, "What the stages note", points(noteLines(verdict)), 0.2);
  list(page, "Bear in mind", points(caveats(verdict)), 0.3);
  findingTable(page, byAction(verdict.findings));
  return page.text();
}

const leftOut = (what: string) => (left: number) =>
  `\n${countedAre(left, `more ${what}`)} left out here; report.html and verdict.json have all.`;

function list(page: Within, title: string, items: readonly string[], share: number): void {
  if (items.length === 0) return;
  page.add("", `### ${title}`, "");
  page.fill(items, items.length, leftOut("point"), share);
}

function stageTable(page: Within, { stages }: Verdict): void {
  page.add("", "### Stages", "", "| stage | state | why |", "| --- | --- | --- |");
  const rows = stages.map(({ stage, state, reason, facts }) => {
    const why = reason || facts.map((fact) => `${fact.name}: ${fact.value}`).join("; ");
    return `| ${forMarkdown(stage, 60)} | ${state} | ${forMarkdown(why)} |`;
  });
  page.fill(rows, rows.length, leftOut("stage"), 0.4);
}

/** What is for information alone is counted: a comment is read for what asks for something. */
function findingTable(page: Within, findings: readonly JudgedFinding[]): void {
  if (findings.length === 0) return;
  const told = alike(findings.filter(({ action }) => action !== "info"));
  const info = findings.length - countOf(told);
  page.add("", "### Findings", "");
  if (told.length > 0) {
    page.add("| action | severity | finding | where | title |", "| --- | --- | --- | --- | --- |");
    page.fill(rowsOf(told), told.length, (left) => leftOut("finding")(countOf(told.slice(-left))));
  }
  if (info > 0) {
    const more = `${countedAre(info, "finding")} for information: report.html and verdict.json have all.`;
    page.add(...(told.length > 0 ? [""] : []), more);
  }
}

/** One by one: of many findings few rows fit. */
function* rowsOf(rows: readonly Alike[]): Generator<string> {
  for (const { finding } of rows) {
    const cells = [
      finding.action,
      finding.severity,
      forMarkdown(finding.id, 80),
      forMarkdown(whereOf(finding), 160),
      [finding.title, ...knownWords(finding)].map((text) => forMarkdown(text, 160)).join("; "),
    ];
    yield `| ${cells.join(" | ")} |`;
  }
}
