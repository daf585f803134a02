/** In which order the rows stand. Ties keep the document's order. */
import type { Row } from "./rows.ts";

const ORDER = ["critical", "high", "unknown", "medium", "low", "info"];
const natural = new Intl.Collator("en", { numeric: true });

/** Rows that don't have it stand last. */
const byText = (of: (row: Row) => string | undefined) => (a: Row, b: Row) =>
  natural.compare(of(a) ?? "\uffff", of(b) ?? "\uffff");

const firstStage = ({ data }: Row) => data.stages?.split(" ")[0];
const idOf = ({ element }: Row) => element.querySelector(".id")?.textContent ?? "";

const COMPARE: Readonly<Record<string, (a: Row, b: Row) => number>> = {
  severity: (a, b) => ORDER.indexOf(a.data.severity ?? "") - ORDER.indexOf(b.data.severity ?? ""),
  package: byText(({ data }) => data.package),
  id: byText(idOf),
  stage: byText(firstStage),
  age: byText(({ data }) => data.seen),
  due: byText(({ data }) => data.due),
};

export function sortBy(rows: readonly Row[], order: string | undefined): Row[] {
  const compare = COMPARE[order ?? ""];
  return [...rows].sort((a, b) => compare?.(a, b) || a.index - b.index);
}
