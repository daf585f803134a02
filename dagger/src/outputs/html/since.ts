/** What changed since the baseline, and the findings over time as a chart with its table. */
import type { Baseline, GoneFinding, Verdict } from "../../core/verdict.ts";
import { forMarkup } from "../shared/inert.ts";
import { chart } from "./chart.ts";
import { counted, grouped, moment, section } from "./parts.ts";

/** Shown of what is fixed, or was not looked for; verdict.json has all. */
const MOST_GONE = 100;

export function sinceSection(verdict: Verdict): string {
  const { baseline } = verdict;
  if (!baseline) return "";
  const body = [
    changed(baseline),
    chart(verdict, baseline.history),
    gone("fixed since the baseline", baseline.fixed),
    gone("that no stage looked for this time", baseline.unseen),
  ];
  return section("since", "Over time", body.join(""));
}

function changed(baseline: Baseline): string {
  const { decidedAt, old, fixed } = baseline;
  const counts = `${grouped(baseline.new)} new, ${grouped(old)} known before, ${grouped(fixed.length)} fixed`;
  return `<p>Since the baseline of ${moment(decidedAt)}: ${counts}.</p>`;
}

function gone(what: string, findings: readonly GoneFinding[]): string {
  if (findings.length === 0) return "";
  const items = findings.slice(0, MOST_GONE).map(({ severity, id, title, packages }) => {
    const where =
      packages.length > 0 ? ` <span class="soft">${forMarkup(packages.join(", "))}</span>` : "";
    return `<li><span class="severity ${severity}">${severity}</span> <span class="id">${forMarkup(id, 80)}</span> ${forMarkup(title, 160)}${where}</li>`;
  });
  const left = findings.length - MOST_GONE;
  const more = left > 0 ? `<li class="soft">${grouped(left)} more, in verdict.json</li>` : "";
  return `<details class="gone"><summary>${counted(findings.length, "finding")} ${what}</summary><ul>${items.join("")}${more}</ul></details>`;
}
