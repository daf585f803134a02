/** Findings of one rule as one row: podinfo's 50 that block are of five rules, and a table of 15 rows shows one of those. */
import { addTo } from "../../core/add-to.ts";
import type { JudgedFinding } from "../../core/verdict.ts";
import { knownWords } from "./news.ts";

export interface Alike {
  /** The first of them, with the places of all. */
  readonly finding: JudgedFinding;
  /** How many they are. */
  readonly count: number;
}

/** In the order of each rule's first; a finding in a package stands alone. */
export function alike(findings: readonly JudgedFinding[]): Alike[] {
  const groups = new Map<string, JudgedFinding[]>();
  for (const finding of findings) addTo(groups, keyOf(finding), finding);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const locations = group.flatMap((finding) => finding.locations);
    return [{ finding: { ...first, locations }, count: group.length }];
  });
}

/** Of findings that a row would say the same of, but for the place. */
function keyOf(finding: JudgedFinding): string {
  const { fingerprint, packages, action, severity, id, title } = finding;
  return packages.length > 0
    ? fingerprint
    : JSON.stringify([action, severity, id, title, ...knownWords(finding)]);
}

export const countOf = (rows: readonly Pick<Alike, "count">[]): number =>
  rows.reduce((sum, { count }) => sum + count, 0);
