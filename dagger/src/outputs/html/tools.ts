/** The controls over the list of findings. Hidden until the script that serves them runs. */
import { SEVERITIES } from "../../core/severity.ts";
import type { JudgedFinding, Verdict } from "../../core/verdict.ts";
import { forMarkup } from "../shared/inert.ts";
import { MARKS, type Mark, marksOf } from "./marks.ts";
import { grouped } from "./parts.ts";

/** Steps that can be chosen from the list; any other by its link in the plan. */
const MOST_STEPS = 50;

interface Choice {
  readonly value: string;
  /** Markup. */
  readonly label: string;
  readonly more?: string;
}

export function tools(verdict: Verdict, findings: readonly JudgedFinding[]): string {
  const count = counter(findings);
  const named = (prefix: string, value: string, label: string, more = ""): Choice[] => {
    const many = count.get(`${prefix} ${value}`);
    return many === undefined ? [] : [{ value, label: `${label} (${grouped(many)})`, more }];
  };
  const actions = (["block", "warn", "info", "excepted"] as const).flatMap((action) =>
    named("action", action, action),
  );
  const severities = SEVERITIES.flatMap((severity) => named("severity", severity, severity));
  const stages = verdict.stages
    .flatMap(({ stage }, index) =>
      named("stage", stage, forMarkup(stage, 60), ` data-index="${index}"`),
    )
    .map((choice) => ({ ...choice, value: forMarkup(choice.value) }));
  const marks = Object.entries(MARKS).flatMap(([mark, label]) => named("mark", mark, label));
  const steps = verdict.plan
    .slice(0, MOST_STEPS)
    .flatMap(({ kind, what }, index) =>
      kind === "run"
        ? []
        : [{ value: String(index + 1), label: `${index + 1}. ${forMarkup(what, 60)}` }],
    );
  return `<form class="tools" autocomplete="off" aria-label="Filter and sort the findings" hidden>
<label class="search">Search <input type="search" name="q" spellcheck="false" placeholder="CVE, package, path, words"></label>
<details class="choices" open><summary>Filter and sort</summary><div>
${select("severity", "Severity", "any", severities)}${select("action", "Action", "any", actions)}${select("stage", "Stage", "any", stages)}${select("only", "Only", "all", marks)}${select("step", "Cleared by", "any step", steps)}${select("sort", "Sort by", "action", sorts(findings))}
<button type="reset">Clear</button>
</div></details></form>`;
}

/** How many findings each choice would show. */
function counter(findings: readonly JudgedFinding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const finding of findings) {
    add(`action ${finding.action}`);
    add(`severity ${finding.severity}`);
    for (const stage of new Set(finding.sources.map((source) => source.stage)))
      add(`stage ${stage}`);
    for (const mark of marksOf(finding)) add(`mark ${mark satisfies Mark}`);
  }
  return counts;
}

const sorts = (findings: readonly JudgedFinding[]): Choice[] => [
  { value: "severity", label: "severity" },
  { value: "package", label: "package" },
  { value: "id", label: "finding" },
  { value: "stage", label: "stage" },
  ...(findings.some(({ age }) => age) ? [{ value: "age", label: "oldest first" }] : []),
  ...(findings.some(({ due }) => due) ? [{ value: "due", label: "due date" }] : []),
];

/** Nothing where there is nothing to choose. */
function select(name: string, label: string, none: string, choices: readonly Choice[]): string {
  if (choices.length === 0) return "";
  const options = choices.map(
    ({ value, label, more = "" }) => `<option value="${value}"${more}>${label}</option>`,
  );
  return `<label>${label} <select name="${name}"><option value="">${none}</option>${options.join("")}</select></label>\n`;
}
