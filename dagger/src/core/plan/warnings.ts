/** What else is wrong with a package that must be upgraded anyway: a higher version may clear that too. */
import { addTo } from "../add-to.ts";
import type { PackageRef } from "../finding.ts";
import type { PackageIdentities } from "../package-identity.ts";
import type { JudgedFinding } from "../verdict.ts";
import type { Ranking } from "../versions/ranking.ts";
import { type Change, changesOf, isMendable } from "./packages.ts";

const NONE: readonly JudgedFinding[] = [];

export class Warnings {
  readonly #findings: readonly JudgedFinding[];
  readonly #identities: PackageIdentities;
  #byPackage: ReadonlyMap<string, JudgedFinding[]> | undefined;

  /** @param findings all that warn; looked at once, when the first package is asked for */
  constructor(findings: readonly JudgedFinding[], identities: PackageIdentities) {
    this.#findings = findings;
    this.#identities = identities;
  }

  /** What warns of the package, whatever its version. */
  of(ref: PackageRef): readonly JudgedFinding[] {
    this.#byPackage ??= this.#grouped();
    return this.#byPackage.get(this.#identities(ref)) ?? NONE;
  }

  #grouped(): Map<string, JudgedFinding[]> {
    const groups = new Map<string, JudgedFinding[]>();
    for (const finding of this.#findings) {
      const [ref] = finding.packages;
      if (ref && !ref.os) addTo(groups, this.#identities(ref), finding);
    }
    return groups;
  }
}

/**
 * @param blockers of one package
 * @param changes what they ask for
 * @returns ` (2.32.0 clears its warnings too)`; empty where no one higher version is known to
 */
export function alsoClears(
  blockers: readonly JudgedFinding[],
  changes: readonly Change[],
  warnings: Warnings,
  ranking: Ranking,
): string {
  const [ref] = blockers[0]?.packages ?? [];
  const [to, ...others] = new Set(changes.map((change) => change.to));
  if (!ref || to === undefined || others.length > 0) return "";
  const all = warnings.of(ref);
  if (all.length === 0) return "";
  const there = new Set(changes.map(({ version }) => version));
  const mendable = all.filter(
    (finding) => isMendable(finding) && finding.packages.every(({ version }) => there.has(version)),
  );
  if (mendable.length === 0) return "";
  const both = changesOf([...blockers, ...mendable], ranking);
  const [higher, ...more] = new Set(both.map((change) => change.to));
  if (higher === undefined || more.length > 0) return "";
  const ranks = ranking.of(ref.purl);
  if (!((ranks.get(higher) ?? -1) > (ranks.get(to) ?? Number.POSITIVE_INFINITY))) return "";
  const which =
    mendable.length === all.length
      ? "its warnings"
      : `${mendable.length} of its ${all.length} warnings`;
  return ` (${higher} clears ${which} too)`;
}
