/**
 * When each release line ends: nodejs/Release `schedule.json`, python/peps `release_management/`, and of
 * others endoflife-date/endoflife.date `products/*.md`.
 */
import { parse } from "yaml";
import { z } from "zod";
import type { Clone } from "./clone.ts";

const schedule = z.record(z.string(), z.object({ end: z.string() }));

export function nodeReleases(clone: Clone): Record<string, string> {
  const lines = Object.entries(schedule.parse(clone.json("schedule.json")));
  return Object.fromEntries(lines.map(([line, { end }]) => [line.slice(1), end]));
}

/** Two kinds of line of a TOML file that is written by hand, in one form. */
export function pythonReleases(clone: Clone): Record<string, string> {
  const text = clone.text("release_management/python-releases.toml");
  const lines = text.matchAll(/^\[metadata\."(\d+\.\d+)"\]$[^[]*?^end-of-life = (\S+)$/gm);
  const releases = Object.fromEntries([...lines].map(([, line, end]) => [line, end]));
  if (!("3.13" in releases)) throw new Error("python/peps: no release lines were read");
  return releases;
}

const product = z.object({
  releases: z.array(
    z.object({ releaseCycle: z.string(), eol: z.union([z.string(), z.literal(false)]) }),
  ),
});

/** Line → its day, in the head of a page; null of one whose day is not set. */
export function productReleases(clone: Clone, name: string): Record<string, string | null> {
  const [, head = ""] = clone.text(`products/${name}.md`).split(/^---$/m);
  const { releases } = product.parse(parse(head));
  return Object.fromEntries(releases.map(({ releaseCycle, eol }) => [releaseCycle, eol || null]));
}
