/** Which version each installed version of some packages must become. */
import { compareText } from "../compare.ts";
import type { PackageRef } from "../finding.ts";
import type { JudgedFinding, Step } from "../verdict.ts";
import type { Ranking } from "../versions/ranking.ts";
import { targetOf } from "../versions/target.ts";

export type Change = NonNullable<Step["packages"]>[number];

/** One installed version of one package, with what its findings ask of it. */
interface Installed {
  readonly ref: PackageRef;
  /** The first finding that asks for each fix, as the reports give it; most ask for one alone. */
  readonly first: JudgedFinding;
  readonly others: Map<string, JudgedFinding> | undefined;
}

/** True where each installed version of the finding's packages has a fix. */
export function isMendable({ packages }: JudgedFinding): boolean {
  const [first, another] = packages;
  if (another === undefined) return first !== undefined && first.fixed !== "";
  const mended = new Set(
    packages.filter(({ fixed }) => fixed !== "").map(({ version }) => version),
  );
  return packages.every(({ version }) => mended.has(version));
}

/** @returns a change for each installed version, by name and version; `to` says what it must become */
export function changesOf(findings: readonly JudgedFinding[], ranking: Ranking): Change[] {
  const names = new Map<string, Map<string, Installed>>();
  for (const finding of findings) {
    for (const ref of finding.packages) {
      if (ref.fixed === "") continue;
      const versions = names.get(ref.name) ?? new Map<string, Installed>();
      if (versions.size === 0) names.set(ref.name, versions);
      const known = versions.get(ref.version);
      if (!known) versions.set(ref.version, { ref, first: finding, others: undefined });
      else if (known.ref.fixed !== ref.fixed) {
        const others = known.others ?? new Map<string, JudgedFinding>();
        if (!others.has(ref.fixed)) others.set(ref.fixed, finding);
        if (!known.others) versions.set(ref.version, { ...known, others });
      }
    }
  }
  return inOrder(names).flatMap((versions) =>
    inOrder(versions).map((installed) => changeOf(installed, ranking)),
  );
}

const inOrder = <T>(byText: ReadonlyMap<string, T>): T[] =>
  [...byText].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);

function changeOf({ ref, first, others }: Installed, ranking: Ranking): Change {
  const { name, version, purl, fixed } = ref;
  const fixes = others ? [fixed, ...others.keys()].sort(compareText) : [fixed];
  const split = fixes.map((text) => ranking.fixed(text));
  const to = targetOf(version, split, ranking.of(purl));
  if (to !== undefined) return { name, version, to };
  const each = fixes.map(
    (fix) => `${fix.replaceAll(", ", " or ")} for ${(others?.get(fix) ?? first).id}`,
  );
  return { name, version, to: `a version that fixes all: ${each.join(", ")}` };
}
