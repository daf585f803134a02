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
  /** As the reports give it → the first finding that asks for it. */
  readonly asked: Map<string, JudgedFinding>;
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
  const all = new Map<string, Installed>();
  let last: Installed | undefined;
  for (const finding of findings) {
    for (const ref of finding.packages) {
      if (ref.fixed === "") continue;
      if (last?.ref.name !== ref.name || last.ref.version !== ref.version) {
        const key = `${ref.name} ${ref.version}`;
        last = all.get(key) ?? { ref, asked: new Map() };
        all.set(key, last);
      }
      if (!last.asked.has(ref.fixed)) last.asked.set(ref.fixed, finding);
    }
  }
  // In code-unit order, as a plain sort is.
  return [...all.keys()].sort().flatMap((key) => change(all.get(key), ranking));
}

function change(installed: Installed | undefined, ranking: Ranking): Change[] {
  if (!installed) return [];
  const { ref, asked } = installed;
  const { name, version, purl } = ref;
  const fixes = [...asked.keys()].sort(compareText);
  const split = fixes.map((text) => ranking.fixed(text));
  const to = targetOf(version, split, ranking.of(purl));
  if (to !== undefined) return [{ name, version, to }];
  const each = fixes.map((fix) => `${fix.replaceAll(", ", " or ")} for ${asked.get(fix)?.id}`);
  return [{ name, version, to: `a version that fixes all: ${each.join(", ")}` }];
}
