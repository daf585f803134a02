/** One finding: a line that reads at a glance, which opens to all that is known of it. */
import type { JudgedException, JudgedFinding } from "../../core/verdict.ts";
import { forMarkup } from "../shared/inert.ts";
import { whereOf } from "../shared/words.ts";
import { findingDetails } from "./finding-details.ts";
import { marksOf } from "./marks.ts";

export interface Context {
  /** Stage → its place in the list of stages. */
  readonly stages: ReadonlyMap<string, number>;
  /** Fingerprint → the step of the plan that clears it, counted from 1. */
  readonly steps: ReadonlyMap<string, number>;
  /** Fingerprint → the exception that covers it, or did. */
  readonly exceptions: ReadonlyMap<string, JudgedException>;
}

/** What the script filters and sorts by stands in data attributes; see dagger/browser/. */
export function findingRow(finding: JudgedFinding, context: Context): string {
  const { action, severity, fingerprint, packages, sources, age, due } = finding;
  const stages = sources.map(({ stage }) => context.stages.get(stage) ?? -1);
  const marks = marksOf(finding);
  const step = context.steps.get(fingerprint);
  const data = [
    `data-action="${action}" data-severity="${severity}" data-stages="${stages.join(" ")}"`,
    ...(packages[0] ? [`data-package="${forMarkup(packages[0].name)}"`] : []),
    ...(marks.length > 0 ? [`data-marks="${marks.join(" ")}"`] : []),
    ...(age ? [`data-seen="${forMarkup(age.firstSeen)}"`] : []),
    ...(due ? [`data-due="${forMarkup(due.at)}"`] : []),
    ...(step === undefined ? [] : [`data-step="${step}"`]),
  ];
  return `<li id="f-${forMarkup(fingerprint)}" ${data.join(" ")}><details><summary>${line(finding)}</summary>${findingDetails(finding, context.exceptions.get(fingerprint))}</details></li>`;
}

function line(finding: JudgedFinding): string {
  const { action, severity, packages } = finding;
  const fixed = packages.find((ref) => ref.fixed !== "")?.fixed;
  const at = `${whereOf(finding)}${fixed === undefined ? "" : `, fixed in ${fixed}`}`;
  const tags = [
    ...(finding.exploited ? ["exploited"] : []),
    ...(finding.due?.overdue ? ["overdue"] : []),
    ...(finding.age?.new ? ["new"] : []),
  ].map((tag) => ` <span class="mark ${tag}">${tag}</span>`);
  return `<span class="action ${action}">${action}</span> <span class="severity ${severity}">${severity}</span> <span class="id">${forMarkup(finding.id, 80)}</span> <span class="what"><span class="title">${forMarkup(finding.title, 160)}</span>${tags.join("")} <span class="at">${forMarkup(at, 200)}</span></span>`;
}
