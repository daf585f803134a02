/** Findings by severity and action, as a table; each number leads to its findings. */
import { SEVERITIES, type Severity } from "../../core/severity.ts";
import type { JudgedFinding, Verdict } from "../../core/verdict.ts";
import { grouped } from "./parts.ts";

type Action = JudgedFinding["action"];
const ACTIONS: readonly Action[] = ["block", "warn", "info", "excepted"];

export function matrix({ findings, counts, actions }: Verdict): string {
  if (findings.length === 0) return `<p class="soft">None.</p>`;
  const cells = new Map<string, number>();
  for (const { severity, action } of findings) {
    const key = `${severity} ${action}`;
    cells.set(key, (cells.get(key) ?? 0) + 1);
  }
  const shown = ACTIONS.filter((action) => action === "block" || actions[action] > 0);
  const rows = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => {
    const numbers = shown.map((action) =>
      cell(cells.get(`${severity} ${action}`), severity, action),
    );
    return `<tr><th scope="row" class="${severity}">${severity}</th>${numbers.join("")}</tr>`;
  });
  const heads = shown.map((action) => `<th scope="col">${action}</th>`);
  const totals = shown.map((action) => `<td>${grouped(actions[action])}</td>`);
  return `<table class="matrix"><thead><tr><td></td>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody><tfoot><tr><th scope="row">all</th>${totals.join("")}</tr></tfoot></table>`;
}

/** Without the script, the link leads to the list as it is. */
function cell(count: number | undefined, severity: Severity, action: Action): string {
  if (count === undefined) return `<td class="none">0</td>`;
  const show = `severity=${severity}&amp;action=${action}`;
  return `<td class="${action}"><a href="#findings" data-show="${show}">${grouped(count)}</a></td>`;
}
