/** The order in which findings are told: the most severe first, then by name, then by place and package. */
import { compareText } from "./compare.ts";
import type { Finding, PackageRef } from "./finding.ts";
import { byPlace } from "./places.ts";
import { compareSeverity } from "./severity.ts";

type Told = Pick<Finding, "severity" | "id" | "fingerprint">;
type Placed = Told & Pick<Finding, "locations" | "packages">;

export const worstFirst = (a: Placed, b: Placed): number =>
  bySeverity(a, b) ||
  byFirst(a.locations, b.locations, byPlace) ||
  byFirst(a.packages, b.packages, byVersion) ||
  compareText(a.fingerprint, b.fingerprint);

/** For those of which no place is known any more. */
export const worstOfNamesFirst = (a: Told, b: Told): number =>
  bySeverity(a, b) || compareText(a.fingerprint, b.fingerprint);

const bySeverity = (a: Told, b: Told): number =>
  compareSeverity(a.severity, b.severity) || compareText(a.id, b.id);

const byVersion = (a: PackageRef, b: PackageRef): number =>
  compareText(a.name, b.name) || compareText(a.version, b.version);

/** Those that have none come first. */
function byFirst<T>([a]: readonly T[], [b]: readonly T[], by: (a: T, b: T) => number): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return by(a, b);
}
