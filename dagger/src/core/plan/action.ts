/** What may be done, before it is known which of it is needed. */
import { few } from "../few.ts";
import type { Location } from "../finding.ts";
import type { PackageIdentities } from "../package-identity.ts";
import { byPlace, type Places, placeText } from "../places.ts";
import type { JudgedFinding, Step } from "../verdict.ts";
import type { Ranking } from "../versions/ranking.ts";
import type { Warnings } from "./warnings.ts";

/** What an action is described with. */
export interface Setting {
  /** Where in the repository to look. */
  readonly places: Places;
  readonly identities: PackageIdentities;
  /** The order of every version that what blocks or warns names. */
  readonly ranking: Ranking;
  readonly warnings: Warnings;
}

export interface Action {
  readonly kind: Step["kind"];
  /** The findings that are gone once it is done. */
  readonly findings: readonly JudgedFinding[];
  /** False where nothing is known that mends: then an exception that ran out may be renewed. */
  readonly sure: boolean;
  /** In words, and as data. Made only for what stays in the plan. */
  describe(): Pick<Step, "what" | "where" | "packages">;
}

/** Each once, in the order of their coming. */
export const unique = (items: readonly string[]): string[] => [...new Set(items)];

/** Their rules, with what each is about. */
export const rulesOf = (findings: readonly JudgedFinding[]): string[] =>
  unique(findings.map(({ id, title }) => (id === title ? id : `${title} (${id})`)));

/** The first few of their places, sorted. */
export function fewPlaces(findings: readonly JudgedFinding[], most: number): string {
  const at = findings.flatMap(({ locations }) => locations).sort(byPlace);
  return few(unique(at.map(placeText)), most);
}

/** Where the reports say that they are, each place once. */
export function toldPlaces(findings: readonly JudgedFinding[]): string[] {
  const places = new Set<string>();
  let last: Location | undefined;
  for (const { locations } of findings) {
    for (const place of locations) {
      // Thousands of packages are told of one lockfile.
      if (place.path !== last?.path || place.line !== last.line) places.add(placeText(place));
      last = place;
    }
  }
  return [...places];
}
