/** The list of findings, with the controls that its script puts to work. */
import { noun } from "../../core/counted.ts";
import type { JudgedFinding, Verdict } from "../../core/verdict.ts";
import { type Context, findingRow } from "./finding-row.ts";
import { counted, grouped, section } from "./parts.ts";
import { tools } from "./tools.ts";

/** More than this make a file that browsers choke on; what matters least is left out, and said. */
const MOST_FINDINGS = 10_000;

/** Findings that block are opened when printed, up to so many: a thousand pages help nobody. */
const MOST_OPENED_ON_PAPER = 200;

/** @param findings in the order of the report: what blocks comes first */
export function findingSection(verdict: Verdict, findings: readonly JudgedFinding[]): string {
  if (findings.length === 0) return section("findings", "Findings", "<p>None.</p>");
  const shown = findings.slice(0, MOST_FINDINGS);
  const context = contextOf(verdict);
  const rows = shown.map((finding) => findingRow(finding, context));
  const blockers = verdict.actions.block > MOST_OPENED_ON_PAPER ? " many" : "";
  const status = `<p class="status" role="status">${counted(shown.length, "finding")}</p>`;
  const paging = `<p class="paging" hidden><button type="button" data-more>Show more</button> <button type="button" data-all>Show all</button></p>`;
  const body = `${leftOut(findings.length)}${tools(verdict, shown)}${status}<ol class="findings${blockers}">\n${rows.join("\n")}\n</ol>${paging}`;
  return section("findings", "Findings", body);
}

function leftOut(count: number): string {
  if (count <= MOST_FINDINGS) return "";
  return `<p class="left"><strong>${grouped(count - MOST_FINDINGS)} of ${grouped(count)} findings ${noun(count - MOST_FINDINGS, "is", "are")} left out here:</strong> those at the end of the order that blocks first. verdict.json has all.</p>`;
}

function contextOf({ stages, plan, exceptions }: Verdict): Context {
  const steps = new Map<string, number>();
  for (const [index, { kind, clears }] of plan.entries()) {
    if (kind === "run") continue;
    for (const fingerprint of clears) steps.set(fingerprint, index + 1);
  }
  return {
    stages: new Map(stages.map(({ stage }, index) => [stage, index])),
    steps,
    exceptions: new Map(
      exceptions.flatMap((each) => each.covers.map((fingerprint) => [fingerprint, each] as const)),
    ),
  };
}
