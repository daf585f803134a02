/** nodejs/security-wg: `vuln/core/index.json`. */
import { z } from "zod";
import type { Advisory } from "../../dagger/src/scanners/runtime/advisories.ts";
import { compareVersions } from "../../dagger/src/scanners/runtime/versions.ts";
import type { Clone } from "./clone.ts";
import { titleOf } from "./title.ts";

const index = z.record(
  z.string(),
  z.object({
    cve: z.array(z.string()).default([]),
    vulnerable: z.string(),
    patched: z.string().default(""),
    ref: z.string().optional(),
    description: z.string().default(""),
    overview: z.string().default(""),
    severity: z.string().optional(),
    affectedEnvironments: z.array(z.string()).default([]),
  }),
);

type Entry = z.output<typeof index>[string];

/**
 * @returns the advisories of Linux, one for each CVE; and every CVE that the list knows, those of
 *   Windows alone among them, which other lists don't tell apart
 */
export function nodeAdvisories(clone: Clone, oldest: string) {
  const known = new Set<string>();
  const byId = new Map<string, Advisory>();
  for (const [number, entry] of Object.entries(index.parse(clone.json("vuln/core/index.json")))) {
    const ids = entry.cve.length > 0 ? entry.cve : [`NODE-CORE-${number}`];
    for (const id of ids) known.add(id);
    const affected = rangesOf(entry, Number(oldest.split(".")[0]));
    const elsewhere = entry.affectedEnvironments;
    const onLinux = elsewhere.length === 0 || elsewhere.some((each) => /all|linux/.test(each));
    if (affected.length === 0 || !onLinux) continue;
    for (const id of ids) {
      byId.set(id, {
        id,
        title: titleOf(entry.description, entry.overview, id),
        severity: entry.severity ?? "unknown",
        affected,
        ...(entry.ref !== undefined && { url: entry.ref }),
      });
    }
  }
  return { known, advisories: [...byId.values()] };
}

/** `20.x || 22.x` with `^20.20.2 || ^22.22.2`; what is written otherwise is an error, not a guess. */
function rangesOf({ vulnerable, patched }: Entry, oldest: number): Advisory["affected"] {
  const terms = (text: string) => text.split("||").map((term) => term.trim());
  const fixes = new Map<string, string>();
  for (const term of terms(patched)) {
    const [, version, major] = /^\^((\d+)\.\d+\.\d+)$/.exec(term) ?? [];
    if (version === undefined || major === undefined) continue;
    const earlier = fixes.get(major);
    if (earlier === undefined || compareVersions(version, earlier) > 0) fixes.set(major, version);
  }
  return terms(vulnerable).flatMap((term) => {
    const major = /\d+/.exec(term)?.[0] ?? "";
    if (Number(major) < oldest) return [];
    const before = fixes.get(major);
    if (term !== `${major}.x` || before === undefined) {
      throw new Error(`security-wg: can't read ${vulnerable}, patched ${patched}`);
    }
    return [{ from: `${major}.0.0`, before }];
  });
}
