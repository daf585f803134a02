/** report.md over several services: a table with a link to each one's own report, then what each red one must do. */
import { countedAre } from "../../core/counted.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { Whole } from "../../core/whole.ts";
import { MOST_CHARACTERS } from "../markdown.ts";
import { forMarkdown } from "../shared/inert.ts";
import { Within } from "../shared/within.ts";
import { changeLines, MOST_OF_STEP, nameOf, rowSummary } from "../shared/words.ts";
import { isRed, sharedSteps } from "./shared-steps.ts";

export function wholeMarkdown({ verdict, services, missing, leftOut, beside }: Whole): string {
  const page = new Within(MOST_CHARACTERS);
  page.add(`## Greengate: ${nameOf(verdict, services)}`, "");
  const changes = [...new Set(services.flatMap(changeLines))].map(
    (line) => `1. ${forMarkdown(line, 400)}`,
  );
  if (changes.length > 0) {
    page.add("### Changed here", "");
    page.fill(
      changes,
      changes.length,
      (left) => `\n${countedAre(left, "more change")} left out here.`,
      0.3,
    );
    page.add("");
  }
  const said = [
    ...beside.gaps.map(
      ({ message, hint }) =>
        `- **Incomplete.** ${forMarkdown(message, 2000)} ${forMarkdown(hint, 2000)}`,
    ),
    ...beside.notes.map((note) => `- ${forMarkdown(note, 2000)}`),
  ];
  if (said.length > 0) {
    page.add("### In no service's folder", "");
    page.fill(
      said,
      said.length,
      (left) => `\n${countedAre(left, "more part")} in verdict.json.`,
      0.3,
    );
    page.add("");
  }
  page.add("| verdict | service | |", "| --- | --- | --- |");
  const rows = [
    ...services.map(
      (each) =>
        `| ${each.verdict} | [${forMarkdown(each.service)}](${encodeURIComponent(each.service)}/report.md) | ${forMarkdown(rowSummary(each))} |`,
    ),
    ...missing.map(({ service, reason }) => row("incomplete", service, reason)),
    ...leftOut.map(({ service, reason }) => row("left out", service, reason)),
  ];
  page.fill(rows, rows.length, (left) => `\n${countedAre(left, "more service")} in verdict.json.`);
  const { steps: shared, told } = sharedSteps(services);
  const common = shared.map(
    ({ what, of }) => `1. ${forMarkdown(what, MOST_OF_STEP)} ${forMarkdown(`[${of}]`, 600)}`,
  );
  const steps = [
    ...(common.length > 0 ? ["", "### What to do in several services", "", ...common] : []),
    ...services.flatMap((each) => toDo(each, told)),
  ];
  page.fill(steps, steps.length, () => "\nWhat else is to do, the services' own reports say.");
  return page.text();
}

/** Of one that is red: where only this page is read, as in a step's summary, its links lead nowhere. */
function toDo(verdict: Verdict, told: ReadonlySet<string>): string[] {
  const own = verdict.plan.filter(({ what }) => !told.has(what));
  if (!isRed(verdict) || own.length === 0) return [];
  const steps = own.slice(0, MOST_STEPS).map(({ what }) => `1. ${forMarkdown(what, MOST_OF_STEP)}`);
  const rest = own.length - steps.length;
  if (rest > 0) steps.push("", `${countedAre(rest, "more step")} in its own report.`);
  return ["", `### What to do in ${forMarkdown(verdict.service)}`, "", ...steps];
}

const MOST_STEPS = 5;

const row = (...cells: string[]): string =>
  `| ${cells.map((cell) => forMarkdown(cell)).join(" | ")} |`;
