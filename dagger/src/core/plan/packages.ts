/** Which version each installed version of some packages must become. */
import { compareText } from "../compare.ts";
import type { PackageRef } from "../finding.ts";
import type { JudgedFinding, Step } from "../verdict.ts";
import type { Ranking } from "../versions/ranking.ts";
import { targetOf } from "../versions/target.ts";

export type Change = NonNullable<Step["packages"]>[number];

/** A finding asks for a package's fix. */
interface Asked {
  readonly ref: PackageRef;
  readonly id: string;
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
  const asked: Asked[] = [];
  for (const { id, packages } of findings) {
    for (const ref of packages) if (ref.fixed !== "") asked.push({ ref, id });
  }
  asked.sort(byFix);
  const changes: Change[] = [];
  let end = 0;
  for (let first = asked[0]; first; first = asked[end]) {
    const fixes = [first];
    for (end += 1; isSame(first, asked[end]); end += 1) {
      const next = asked[end] as Asked;
      if (next.ref.fixed !== fixes.at(-1)?.ref.fixed) fixes.push(next);
    }
    changes.push(changeOf(first, fixes, ranking));
  }
  return changes;
}

/** Those of one installed version together. */
const byFix = ({ ref: a }: Asked, { ref: b }: Asked): number =>
  compareText(a.name, b.name) || compareText(a.version, b.version) || compareText(a.fixed, b.fixed);

const isSame = ({ ref }: Asked, other: Asked | undefined): boolean =>
  ref.name === other?.ref.name && ref.version === other.ref.version;

/** @param fixes of one installed version, each once, with the first finding that asks for it */
function changeOf({ ref }: Asked, fixes: readonly Asked[], ranking: Ranking): Change {
  const { name, version, purl } = ref;
  const split = fixes.map((asked) => ranking.fixed(asked.ref.fixed));
  const to = targetOf(version, split, ranking.of(purl));
  if (to !== undefined) return { name, version, to };
  const each = fixes.map((asked) => `${asked.ref.fixed.replaceAll(", ", " or ")} for ${asked.id}`);
  return { name, version, to: `a version that fixes all: ${each.join(", ")}` };
}
