/** Findings over time: stacked bars in SVG, one a verdict, and the same numbers in a table. */
import { SEVERITIES, type Severity } from "../../core/severity.ts";
import type { Baseline, Verdict } from "../../core/verdict.ts";
import { counted, day, grouped, moment } from "./parts.ts";

type Point = Baseline["history"][number];

/** The newest of them; what is older is in verdict.json. */
const MOST_POINTS = 60;

/** The picture's own units: it is stretched to the width of the page, so it holds no letters. */
const SLOT = 10;
const HEIGHT = 100;

const totalOf = ({ counts }: Point): number =>
  SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);

/** @param history earlier verdicts, oldest first; the present one is drawn after them */
export function chart(
  { decidedAt, verdict, counts, overdue = 0 }: Verdict,
  history: readonly Point[],
): string {
  const present: Point = { decidedAt, verdict, counts, overdue };
  const points = [...history.slice(1 - MOST_POINTS), present];
  const [oldest] = points;
  if (oldest === undefined || points.length < 2) return "";
  const shown = SEVERITIES.filter((severity) => points.some((point) => point.counts[severity] > 0));
  const most = Math.max(1, ...points.map(totalOf));
  const bars = points.map((point, index) => bar(point, index, most));
  const legend = shown.map((severity) => `<li class="${severity}">${severity}</li>`);
  const desc = `${counted(points.length, "verdict")}: ${sentence(oldest)} at first, ${sentence(present)} now, at most ${grouped(most)}.`;
  return `<figure class="chart"><figcaption id="chart-caption">Findings by severity, one bar a verdict</figcaption>
<ul class="legend" aria-hidden="true">${legend.join("")}</ul>
<svg viewBox="0 0 ${points.length * SLOT} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-labelledby="chart-title chart-desc"><title id="chart-title">Findings over time</title><desc id="chart-desc">${desc}</desc>${bars.join("")}</svg>
<p class="axis"><span>${day(oldest.decidedAt)}: ${grouped(totalOf(oldest))}</span><span>${day(decidedAt)}: ${grouped(totalOf(present))}</span></p></figure>
${tableOf(points, shown)}`;
}

const sentence = (point: Point): string =>
  `${counted(totalOf(point), "finding")} on ${day(point.decidedAt)}`;

/** The worst stands at the foot, where heights compare best. */
function bar(point: Point, index: number, most: number): string {
  let top = HEIGHT;
  const parts = SEVERITIES.filter((severity) => point.counts[severity] > 0).map((severity) => {
    const height = (point.counts[severity] / most) * HEIGHT;
    top -= height;
    return `<rect class="${severity}" x="${index * SLOT + 1}" y="${top.toFixed(2)}" width="${SLOT - 2}" height="${height.toFixed(2)}"/>`;
  });
  return `<g><title>${sentence(point)}, ${point.verdict}</title>${parts.join("")}</g>`;
}

function tableOf(points: readonly Point[], shown: readonly Severity[]): string {
  const heads = ["decided", "verdict", ...shown, "all", "overdue"].map(
    (name) => `<th scope="col">${name}</th>`,
  );
  const rows = [...points].reverse().map((point) => {
    const numbers = [
      ...shown.map((severity) => point.counts[severity]),
      totalOf(point),
      point.overdue,
    ];
    const cells = numbers.map((number) => `<td>${grouped(number)}</td>`);
    return `<tr><th scope="row">${moment(point.decidedAt)}</th><td>${point.verdict}</td>${cells.join("")}</tr>`;
  });
  return `<details class="more"><summary>The chart's numbers</summary><div class="wide" role="region" aria-labelledby="chart-caption" tabindex="0"><table class="numbers"><thead><tr>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div></details>`;
}
