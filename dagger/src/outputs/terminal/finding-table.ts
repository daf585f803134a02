/**
 * The findings of one action as a table. Each severity is named once, where it starts. A place is
 * never cut, so that it can be copied and opened: the problem's words are, or the place gets a line
 * of its own.
 */
import { placeText } from "../../core/places.ts";
import type { Severity } from "../../core/severity.ts";
import type { JudgedFinding } from "../../core/verdict.ts";
import { forLog } from "../shared/inert.ts";
import { columnsOf, fit } from "./columns.ts";

const SEVERITY = 8;
const MOST_ID = 20;
/** What a place leaves to the problem, or stands alone. */
const LEAST_WHAT = 22;
/** The indent, and two spaces between the columns. */
const BETWEEN = 2 + 3 * 2;
/** Of a place that stands alone: under the finding's id. */
const ALONE = " ".repeat(2 + SEVERITY + 2);

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
 * @param width columns, 80 at least; only a place that alone is longer goes past them
 * @returns lines; none where there is no finding
 */
export function findingTable(
  findings: readonly JudgedFinding[],
  color: boolean,
  width: number,
): string[] {
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => ({
    severity: finding.severity,
    cells: [forLog(finding.id, 60), whatOf(finding), forLog(placesOf(finding))] as const,
  }));
  const head = {
    severity: "severity",
    cells: ["finding", "package or problem", "where"],
  } as const;
  const widest = (column: 0 | 1) =>
    Math.max(...[head, ...rows].map(({ cells }) => columnsOf(cells[column])));
  const id = Math.min(MOST_ID, widest(0));
  const left = width - BETWEEN - SEVERITY - id;
  const most = left - Math.min(widest(1), LEAST_WHAT);
  const places = [head, ...rows].map(({ cells }) => columnsOf(cells[2]));
  const what = Math.min(widest(1), left - Math.max(...places.filter((columns) => columns <= most)));
  const lines = (severity: string, [finding, problem, place]: Cells): string[] => {
    const begin = `  ${severity}  ${fit(finding, id)}  ${fit(problem, what)}`;
    return columnsOf(place) <= most
      ? [`${begin}  ${place}`.trimEnd()]
      : [begin.trimEnd(), `${ALONE}${place}`];
  };
  let before = "";
  return [
    ...lines(fit(head.severity, SEVERITY), head.cells),
    ...rows.flatMap(({ severity, cells }) => {
      const named = fit(severity === before ? "" : severity, SEVERITY);
      before = severity;
      return lines(color ? `${PAINT[severity]}${named}\u001b[0m` : named, cells);
    }),
  ];
}

/** The finding's id, the problem, the place. */
type Cells = readonly [string, string, string];

/** The package with the version that mends it, or the problem's title. */
function whatOf({ packages: [ref], title }: JudgedFinding): string {
  if (!ref) return forLog(title);
  const mend = ref.fixed === "" ? ", no fix yet" : ` -> ${ref.fixed}`;
  return forLog(`${ref.name} ${ref.version}${mend}`);
}

function placesOf({ packages, locations }: JudgedFinding): string {
  const [place] = locations;
  const at = place ? placeText(place) : "";
  const more = Math.max(packages.length, locations.length) - 1;
  return more > 0 ? `${at} and ${more} more` : at;
}
