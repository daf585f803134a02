/** bitnami/vulndb: `data/<runtime>/*.json`, in the OSV format (https://ossf.github.io/osv-schema/). */
import { z } from "zod";
import type { Advisory } from "../../dagger/src/scanners/runtime/advisories.ts";
import { compareVersions } from "../../dagger/src/scanners/runtime/versions.ts";
import type { Clone } from "./clone.ts";
import { titleOf } from "./title.ts";

/** Of Windows alone by their own words, read one by one; the list has no field for it. */
const WINDOWS_ONLY = new Set([
  "CVE-2020-7061",
  "CVE-2020-8315",
  "CVE-2020-13938",
  "CVE-2020-15523",
  "CVE-2021-21706",
  "CVE-2021-28966",
  "CVE-2022-26488",
  "CVE-2022-28330",
  "CVE-2024-1874",
  "CVE-2024-3566",
  "CVE-2024-4577",
  "CVE-2024-5585",
  "CVE-2024-8926",
  "CVE-2024-40898",
  "CVE-2024-43394",
  "CVE-2025-59775",
  "CVE-2026-3087",
  "CVE-2026-3298",
]);

const event = z.object({
  introduced: z.string().optional(),
  fixed: z.string().optional(),
  last_affected: z.string().optional(),
});

const osv = z.object({
  id: z.string(),
  summary: z.string().optional(),
  details: z.string().default(""),
  aliases: z.array(z.string()).default([]),
  withdrawn: z.string().optional(),
  affected: z.array(
    z.object({
      ranges: z.array(z.object({ type: z.literal("SEMVER"), events: z.array(event) })),
    }),
  ),
  database_specific: z.object({ severity: z.string().optional() }).optional(),
});

/** @param product as it is named there */
export function bitnamiAdvisories(clone: Clone, product: string, oldest: string): Advisory[] {
  return clone.paths(`data/${product}`).flatMap((path): Advisory[] => {
    const entry = osv.parse(clone.json(path));
    const id = entry.aliases.find((alias) => alias.startsWith("CVE-")) ?? entry.id;
    const events = entry.affected.flatMap(({ ranges }) => ranges.flatMap((each) => each.events));
    const affected = rangesOf(events, oldest);
    const counts = entry.withdrawn === undefined && !WINDOWS_ONLY.has(id);
    if (!counts || affected.length === 0) return [];
    return [
      {
        id,
        title: titleOf(entry.summary, entry.details, id),
        severity: (entry.database_specific?.severity ?? "unknown").toLowerCase(),
        affected,
        url: `https://www.cve.org/CVERecord?id=${id}`,
      },
    ];
  });
}

function rangesOf(events: readonly z.output<typeof event>[], oldest: string) {
  const ranges: { from: string; before?: string; through?: string }[] = [];
  for (const { introduced, fixed, last_affected } of events) {
    if (introduced !== undefined) ranges.push({ from: released(introduced) });
    const open = ranges.at(-1);
    if (open && fixed !== undefined) open.before = released(fixed);
    if (open && last_affected !== undefined) open.through = released(last_affected);
  }
  return ranges.filter(({ from, before, through }) => {
    // One that goes through the version that it begins with is of that one alone.
    const some = before === undefined || compareVersions(before, from) > 0;
    const end = before ?? through;
    return some && (end === undefined || compareVersions(end, oldest) > 0);
  });
}

/**
 * 0, 3.13 and 3.14.0-beta2 as versions of three numbers; a problem in a beta is one in the release.
 * Java 8 is written 1.8.0-333 here, and 8.0.333 there.
 */
function released(version: string): string {
  const java8 = /^1\.8\.0-(\d+)$/.exec(version)?.[1];
  if (java8 !== undefined) return `8.0.${java8}`;
  const [major = 0, minor = 0, patch = 0] = version.split("-")[0]?.split(".").map(Number) ?? [];
  return `${major}.${minor}.${patch}`;
}
