/** Where a path of the source ends, when the links on the way are followed. */
import { lstatSync, readlinkSync } from "node:fs";
import { join, posix } from "node:path";
import type { End } from "../scanners/source-tree.ts";

/** As many as Linux follows before it calls them a loop. */
const MOST_LINKS = 40;

/**
 * Links are read as text and followed inside the source only. An absolute one leads out of it, even
 * where it comes back in: the source lies elsewhere in the image, and in another run.
 *
 * @param folder the source
 * @param path relative to it
 * @returns the end, and whether a link led there
 */
export function endOf(
  folder: string,
  path: string,
): { readonly end: End; readonly linked: boolean } {
  const ahead = parts(path);
  const at: string[] = [];
  let links = 0;
  const ended = (end: End) => ({ end, linked: links > 0 });
  for (let part = ahead.pop(); part !== undefined; part = ahead.pop()) {
    if (part === "..") {
      if (at.pop() === undefined) return ended({ kind: "outside" });
      continue;
    }
    at.push(part);
    const stat = statOf(join(folder, ...at));
    if (stat?.isSymbolicLink()) {
      links += 1;
      const to = readlinkSync(join(folder, ...at));
      if (posix.isAbsolute(to)) return ended({ kind: "outside" });
      if (links > MOST_LINKS) return ended({ kind: "nothing" });
      at.pop();
      ahead.push(...parts(to));
    } else if (!stat?.isDirectory()) {
      const isFile = stat?.isFile() && ahead.length === 0;
      return ended(isFile ? { kind: "file", path: at.join("/") } : { kind: "nothing" });
    }
  }
  return ended({ kind: "folder", path: at.join("/") || "." });
}

/** Whether it is a file of the source with no link on the way to it. */
export function isPlainFile(folder: string, path: string): boolean {
  const { end, linked } = endOf(folder, path);
  return end.kind === "file" && !linked;
}

/** Whether there is anything of that name: a file, a folder, a link. */
export function isThere(folder: string, path: string): boolean {
  const { end, linked } = endOf(folder, posix.dirname(path));
  return end.kind === "folder" && !linked && statOf(join(folder, path)) !== undefined;
}

/** The first one last, to be taken with `pop`. */
const parts = (path: string): string[] =>
  path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .reverse();

/** What can't be looked at, for whatever reason, is not there for a scanner. */
function statOf(path: string) {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
