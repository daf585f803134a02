/** What differs between two folders on disk, by content: file times say nothing across checkouts. */
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { isNoSource } from "./tree.ts";

/**
 * @returns paths, relative to the folders, of every file and link that is in one of them only or has
 *   another content, target or executable bit; sorted. Folders that hold nothing are no difference.
 */
export function changedPaths(before: string, after: string): string[] {
  const [old, now] = [marks(before), marks(after)];
  const all = new Set([...old.keys(), ...now.keys()]);
  return [...all].filter((path) => old.get(path) !== now.get(path)).sort();
}

/** Path → what tells its content from another's. */
function marks(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (at: string) => {
    for (const entry of readdirSync(join(folder, at), { withFileTypes: true })) {
      const path = at === "" ? entry.name : `${at}/${entry.name}`;
      if (isNoSource(path)) continue;
      if (entry.isDirectory()) walk(path);
      else found.set(path, mark(join(folder, path)));
    }
  };
  walk("");
  return found;
}

function mark(path: string): string {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
  if (!stat.isFile()) return "neither file nor link";
  const digest = createHash("sha256").update(readFileSync(path)).digest("hex");
  return `${stat.mode & 0o100 ? "program" : "file"} ${digest}`;
}
