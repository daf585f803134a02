/** The verdict in words, for a terminal and for the error of `dagger call gate`. 80 columns. */
import type { JudgedFinding, Verdict, VerdictName } from "../core/verdict.ts";
import { forLog } from "./inert.ts";
import { ageWords, dueWords, goneWords, news, overdueFindings } from "./news.ts";
import { byAction, caveats, headline, summary, whereOf } from "./words.ts";

const MOST_FINDINGS = 15;
const MOST_FIXED = 5;
const MOST_STEPS = 10;
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
 * @returns lines, each ended by a newline
 */
export function terminal(verdict: Verdict, color = false): string {
  const title = `${headline(verdict)}`;
  const lines = [
    color ? `${PAINT[verdict.verdict]}${title}\u001b[0m` : title,
    forLog(`${verdict.service}: ${summary(verdict)} (by ${verdict.policy.file})`),
    ...[news(verdict) ?? []].flat().map((text) => forLog(text)),
    ...section("Overdue", overdue(verdict)),
    ...section("What to do", steps(verdict)),
    ...section("Findings", findings(verdict)),
    ...section("Fixed", fixed(verdict)),
    ...section("Stages", stages(verdict)),
    ...section("Bear in mind", caveats(verdict).map(bullet)),
  ];
  return `${lines.join("\n")}\n`;
}

const section = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines];

function steps({ plan }: Verdict): string[] {
  const shown = plan.slice(0, MOST_STEPS).map((step, index) => {
    const clears = step.kind === "run" ? "" : ` [clears ${step.clears.length}]`;
    return wrap(`${index + 1}. ${forLog(step.what, 500)}${clears}`, "   ");
  });
  return withRest(shown, plan.length, "more steps");
}

function findings(verdict: Verdict): string[] {
  const named = new Set(overdueFindings(verdict));
  const shown = byAction(verdict.findings).filter(
    (each) => (each.action === "block" || each.action === "warn") && !named.has(each),
  );
  const rows = shown
    .slice(0, MOST_FINDINGS)
    .map((finding) => row(finding, finding.age?.new ? ageWords(finding) : ""));
  return withRest(rows, shown.length, "more findings");
}

function overdue(verdict: Verdict): string[] {
  const all = overdueFindings(verdict);
  const shown = all.slice(0, MOST_FINDINGS).map((finding) => row(finding, dueWords(finding)));
  return withRest(shown, all.length, "more overdue findings");
}

function fixed({ baseline }: Verdict): string[] {
  const all = baseline?.fixed ?? [];
  const shown = all.slice(0, MOST_FIXED).map((gone) => `  ${forLog(goneWords(gone), WIDTH - 2)}`);
  return withRest(shown, all.length, "more fixed findings");
}

function row(finding: JudgedFinding, known: string): string {
  const head = `${finding.action.padEnd(5)} ${finding.severity.padEnd(8)} ${forLog(finding.id, 30)}`;
  const tag = known === "" ? "" : `[${known}] `;
  return `  ${forLog(`${head}  ${tag}${whereOf(finding)}: ${finding.title}`, WIDTH - 2)}`;
}

function stages({ stages }: Verdict): string[] {
  return stages.flatMap((stage) => {
    const tool = stage.tool ? ` ${stage.tool.name} ${stage.tool.version}` : "";
    const head = `  ${forLog(`${stage.stage.padEnd(14)} ${stage.state.padEnd(14)}${tool}`, WIDTH - 2)}`;
    // What a dropped stage lacks is no news: that it was dropped is said below.
    const gaps = stage.state === "incomplete" ? stage.gaps : [];
    return [head, ...gaps.map((gap) => wrap(`    - ${forLog(gap.message, 500)}`, "      "))];
  });
}

const bullet = (text: string): string => wrap(`- ${forLog(text, 500)}`, "  ");

function withRest(lines: string[], all: number, what: string): string[] {
  const rest = all - lines.length;
  return rest > 0 ? [...lines, `  … and ${rest} ${what}, in report.html`] : lines;
}

/** Breaks at spaces; a word longer than a line stays whole, so that it can be copied. */
function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.trimEnd().split(/(?<=\S) /)) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}
