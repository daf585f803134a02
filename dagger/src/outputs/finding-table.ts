/** The findings of one action as a table of 80 columns. Each severity is named once, where it starts. */
import type { Severity } from "../core/severity.ts";
import type { JudgedFinding } from "../core/verdict.ts";
import { columnsOf, fit } from "./columns.ts";
import { forLog } from "./inert.ts";

const WIDTH = 80;
const SEVERITY = 8;
const MOST_ID = 20;
const LEAST_WHERE = 14;
/** The indent, and two spaces between the columns. */
const BETWEEN = 2 + 3 * 2;

const PAINT: Record<Severity, string> = {
  critical: "\u001b[1;31m",
  high: "\u001b[31m",
  unknown: "\u001b[31m",
  medium: "\u001b[33m",
  low: "\u001b[36m",
  info: "\u001b[2m",
};

/**
 * @param findings in the order to list them, those of one severity together
 * @param color true only where a terminal reads it
 * @returns lines; none where there is no finding
 */
export function findingTable(findings: readonly JudgedFinding[], color: boolean): string[] {
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => ({
    severity: finding.severity,
    cells: [forLog(finding.id, 60), whatOf(finding), forLog(placesOf(finding))] as const,
  }));
  const head = {
    severity: "severity",
    cells: ["finding", "package -> fixed, or problem", "where"],
  } as const;
  const widest = (column: 0 | 1 | 2) =>
    Math.max(...[head, ...rows].map(({ cells }) => columnsOf(cells[column])));
  const id = Math.min(MOST_ID, widest(0));
  const left = WIDTH - BETWEEN - SEVERITY - id;
  const where = Math.min(widest(2), Math.max(LEAST_WHERE, left - widest(1)));
  const line = (severity: string, [finding, what, place]: readonly [string, string, string]) =>
    `  ${severity}  ${fit(finding, id)}  ${fit(what, left - where)}  ${fit(place, where, place.includes("/") ? "end" : "start")}`.trimEnd();
  let before = "";
  return [
    line(fit(head.severity, SEVERITY), head.cells),
    ...rows.map(({ severity, cells }) => {
      const named = fit(severity === before ? "" : severity, SEVERITY);
      before = severity;
      return line(color ? `${PAINT[severity]}${named}\u001b[0m` : named, cells);
    }),
  ];
}

/** The package with the version that mends it, or the problem's title. */
function whatOf({ packages: [ref], title }: JudgedFinding): string {
  if (!ref) return forLog(title);
  const mend = ref.fixed === "" ? ", no fix yet" : ` -> ${ref.fixed}`;
  return forLog(`${ref.name} ${ref.version}${mend}`);
}

function placesOf({ packages, locations }: JudgedFinding): string {
  const [place] = locations;
  const at = place ? `${place.path}${place.line === undefined ? "" : `:${place.line}`}` : "";
  const more = Math.max(packages.length, locations.length) - 1;
  return more > 0 ? `${at} and ${more} more` : at;
}
