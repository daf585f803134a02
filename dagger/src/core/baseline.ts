/** Holds the findings against an earlier verdict: which are new, old, fixed, or were not looked for. */
import { addTo } from "./add-to.ts";
import type { EarlierVerdict } from "./earlier.ts";
import type { Finding } from "./finding.ts";
import type { Baseline, GoneFinding, JudgedStage } from "./verdict.ts";
import { worstOfNamesFirst } from "./worst-first.ts";

export interface Compared {
  /** Finding → what the baseline knows of it; absent where it is new. */
  readonly before: ReadonlyMap<Finding, GoneFinding>;
  /** What the baseline has and this run has not. */
  readonly gone: readonly GoneFinding[];
}

/**
 * By fingerprint. What is left may have another name since: an advisory that got its CVE is the same
 * one where the package is the same and one of the names is. That only ever makes it older.
 */
export function compare(findings: readonly Finding[], earlier: EarlierVerdict): Compared {
  const left = new Map(earlier.findings);
  const before = new Map<Finding, GoneFinding>();
  const strange: Finding[] = [];
  for (const finding of findings) {
    const known = left.get(finding.fingerprint);
    if (known) before.set(finding, known);
    else if (finding.category === "vulnerability") strange.push(finding);
  }
  for (const finding of before.keys()) left.delete(finding.fingerprint);
  const renamed = byName(left.values());
  const again = new Set<GoneFinding>();
  for (const finding of strange) {
    const same = keysOf(
      finding,
      finding.packages.map(({ name }) => name),
    )
      .flatMap((key) => renamed.get(key) ?? [])
      .sort((a, b) => Date.parse(a.firstSeen) - Date.parse(b.firstSeen));
    for (const each of same) again.add(each);
    if (same[0]) before.set(finding, same[0]);
  }
  return {
    before,
    gone: [...left.values()].filter((each) => !again.has(each)).sort(worstOfNamesFirst),
  };
}

function byName(findings: Iterable<GoneFinding>): Map<string, GoneFinding[]> {
  const index = new Map<string, GoneFinding[]>();
  for (const finding of findings) {
    if (finding.category !== "vulnerability") continue;
    for (const key of keysOf(finding, finding.packages)) addTo(index, key, finding);
  }
  return index;
}

const keysOf = (
  { id, aliases }: { readonly id: string; readonly aliases: readonly string[] },
  packages: readonly string[],
): string[] =>
  [...new Set(packages)].flatMap((name) =>
    [...new Set([id, ...aliases])].map((each) => JSON.stringify([name, each])),
  );

/**
 * Fixed is a claim with evidence too: of the stages that saw it one at least looked again, and none
 * of them lacks evidence.
 */
export function sortGone(
  gone: readonly GoneFinding[],
  stages: readonly JudgedStage[],
): Pick<Baseline, "fixed" | "unseen"> {
  const states = new Map(stages.map(({ stage, state }) => [stage, state]));
  const looked = ({ stages }: GoneFinding) => {
    const now = stages.map((stage) => states.get(stage));
    return (
      !now.includes("incomplete") &&
      now.some((state) => state === "complete" || state === "not-applicable")
    );
  };
  return { fixed: gone.filter(looked), unseen: gone.filter((each) => !looked(each)) };
}
