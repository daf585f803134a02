/** The verdict in words, for a terminal and for the error of `dagger call gate`. Prose has 80 columns. */
import { counted } from "../../core/counted.ts";
import type { Verdict, VerdictName } from "../../core/verdict.ts";
import { alike, countOf } from "../shared/alike.ts";
import { exceptionLines } from "../shared/exceptions.ts";
import { forLog } from "../shared/inert.ts";
import { dueWords, goneLines, newByCause, news, overdueFindings } from "../shared/news.ts";
import {
  caveats,
  changeLines,
  headline,
  MOST_OF_STEP,
  nameOf,
  noteLines,
  summary,
  whereOf,
} from "../shared/words.ts";
import { wrap as wrapAt } from "./columns.ts";
import { findingTable } from "./finding-table.ts";
import { stageLines } from "./stage-lines.ts";

/** Of each action. */
const MOST_FINDINGS = 15;
const MOST_FIXED = 5;
const MOST_CHANGES = 30;
const MOST_EXCEPTIONS = 15;
const MOST_STEPS = 10;
const MOST_NOTES = 3;
const WIDTH = 80;

const PAINT: Record<VerdictName, string> = {
  pass: "\u001b[1;32m",
  warn: "\u001b[1;33m",
  block: "\u001b[1;31m",
  incomplete: "\u001b[1;35m",
};

/**
 * @param verdict what to say
 * @param color true only where a terminal reads it (see https://no-color.org)
 * @param width columns that the table of findings may take, 80 at least
 * @param told steps, in words, that were said before, for several services
 * @returns lines, each ended by a newline
 */
export function terminal(
  verdict: Verdict,
  color = false,
  width = WIDTH,
  told: ReadonlySet<string> = new Set(),
): string {
  const title = `${nameOf(verdict.verdict, [verdict])}: ${headline(verdict)}`;
  const lines = [
    color ? `${PAINT[verdict.verdict]}${title}\u001b[0m` : title,
    wrap(forLog(`${verdict.service}: ${summary(verdict)} (by ${verdict.policy.file})`), "  "),
    ...section("Changed here", some(changeLines(verdict), MOST_CHANGES, "change")),
    ...[news(verdict) ?? []].flat().map((text) => wrap(forLog(text), "  ")),
    ...section("Overdue", overdue(verdict)),
    ...section("New", newByCause(verdict).map(bullet)),
    ...section("What to do", steps(verdict, told)),
    ...section("What blocks", findings(verdict, "block", color, width)),
    ...section("What warns", findings(verdict, "warn", color, width)),
    ...section("Exceptions", exceptions(verdict)),
    ...section("Fixed", fixed(verdict)),
    ...section("Stages", stageLines(verdict)),
    ...section("What the stages note", notes(verdict)),
    ...section("Bear in mind", caveats(verdict).map(bullet)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Of a service that may ship, beside others: what it warns of, and no more. No lines where that is nothing. */
export const warnings = (verdict: Verdict, color = false, width = WIDTH): string[] =>
  section(
    forLog(`What warns in ${verdict.service}`, WIDTH),
    findings(verdict, "warn", color, width),
  );

const section = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines];

function steps({ plan }: Verdict, told: ReadonlySet<string>): string[] {
  const own = plan.filter(({ what }) => !told.has(what));
  const shown = own.slice(0, MOST_STEPS).map((step, index) => {
    const clears = step.kind === "run" ? "" : ` [clears ${step.clears.length}]`;
    return wrap(`${index + 1}. ${forLog(step.what, MOST_OF_STEP)}${clears}`, "   ");
  });
  const above = plan.length - own.length;
  return [
    ...withRest(shown, own.length - shown.length, "step"),
    ...(above > 0
      ? [bullet(`and, as said above, ${counted(above, "step")} of several services`)]
      : []),
  ];
}

function findings(
  verdict: Verdict,
  action: "block" | "warn",
  color: boolean,
  width: number,
): string[] {
  const named = new Set(overdueFindings(verdict));
  const all = verdict.findings.filter((each) => each.action === action && !named.has(each));
  const rows = alike(all);
  const shown = rows.slice(0, MOST_FINDINGS).map(({ finding }) => finding);
  const rest = countOf(rows.slice(MOST_FINDINGS));
  return withRest(findingTable(shown, color, width), rest, "finding");
}

function overdue(verdict: Verdict): string[] {
  const all = overdueFindings(verdict);
  const rows = all.slice(0, MOST_FINDINGS).map((finding) => {
    const text = `${finding.action} ${finding.severity} ${finding.id}, ${dueWords(finding)}: ${whereOf(finding)}`;
    return wrap(`  ${forLog(text, 300)}`, "    ");
  });
  return withRest(rows, all.length - rows.length, "overdue finding");
}

function exceptions(verdict: Verdict): string[] {
  const lines = exceptionLines(verdict);
  const rest = lines.slice(MOST_EXCEPTIONS).reduce((sum, { count }) => sum + count, 0);
  const shown = lines.slice(0, MOST_EXCEPTIONS).map(({ text }) => bullet(text));
  return withRest(shown, rest, "exception");
}

function fixed({ baseline }: Verdict): string[] {
  const all = goneLines(baseline?.fixed ?? []);
  const rows = all.slice(0, MOST_FIXED).map(({ text }) => `  ${forLog(text, WIDTH - 2)}`);
  return withRest(rows, countOf(all.slice(MOST_FIXED)), "fixed finding");
}

/** A whole gate always has some, and the same ones: of more than a few only the count is news. */
function notes(verdict: Verdict): string[] {
  const all = noteLines(verdict);
  if (all.length <= MOST_NOTES) return all.map(bullet);
  const stages = verdict.stages.filter((stage) => stage.notes.length > 0);
  const names = stages.map(({ stage }) => stage).join(", ");
  return [bullet(`${all.length} notes on what they can't see (${names}): report.md has them`)];
}

const bullet = (text: string): string => wrap(`- ${forLog(text, 500)}`, "  ");

const withRest = (lines: string[], rest: number, what: string): string[] =>
  rest > 0 ? [...lines, `  … and ${counted(rest, `more ${what}`)}, in report.html`] : lines;

const some = (lines: readonly string[], most: number, what: string): string[] =>
  withRest(lines.slice(0, most).map(bullet), lines.length - most, what);

const wrap = (text: string, indent: string): string => wrapAt(text, WIDTH, indent);
