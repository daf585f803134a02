/** Where the witness checks of a report were: what Trivy evaluated, file by file. */
import { addTo } from "../../../core/add-to.ts";
import type { RawFinding } from "../../../core/finding.ts";
import { folderOf } from "../../source-tree.ts";
import { isUnfollowed, isWitness } from "./witness.ts";

export interface Witnessed {
  has(path: string): boolean;
  /** Of a file with documents: how many. */
  count(path: string): number;
  /** Of a file with blocks: where they begin. */
  lines(path: string): ReadonlySet<number>;
  /** Whether any file that lies in the very folder of this one was. */
  besides(path: string): boolean;
  /** Whether anything at or below a folder was. */
  within(folder: string): boolean;
  /** Those with `items`, or with `merge keys`. */
  with(what: string): readonly string[];
}

/** @param findings the report's, witnesses included */
export function witnessedIn(findings: readonly RawFinding[]): Witnessed {
  const seen = new Map<string, number[]>();
  const unfollowed = new Map<string, string[]>();
  for (const { id, location, detail = "" } of findings) {
    if (isUnfollowed(id)) addTo(unfollowed, detail, location.path);
    else if (isWitness(id)) addTo(seen, location.path, location.line ?? 0);
  }
  const paths = [...seen.keys()];
  const folders = new Set(paths.map(folderOf));
  return {
    has: (path) => seen.has(path),
    count: (path) => seen.get(path)?.length ?? 0,
    lines: (path) => new Set(seen.get(path)),
    besides: (path) => folders.has(folderOf(path)),
    within: (folder) => paths.some((path) => path.startsWith(folder)),
    with: (what) => [...new Set(unfollowed.get(what))],
  };
}
