/**
 * What a layer says is gone of the layers below it: by the last part of a name alone, as Go's readers
 * have it (containerd, Trivy).
 * https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts
 */
import type { TarEntry } from "./tar.ts";

const DELETED = /^(.*\/)?\.wh\.([^/]+)$/s;

/** Whether an entry is no file of its own. */
export const isWhiteout = (name: string): boolean => /(^|\/)\.wh\.[^/]*$/.test(name);

/** Deletes it, wherever in the tar it is said; what an entry takes the place of, too. */
export function removeGone(
  files: Map<string, Pick<TarEntry, "kind">>,
  entries: readonly Pick<TarEntry, "name" | "kind">[],
): void {
  const folders = new Set<string>();
  for (const { name, kind } of entries) {
    const [, folder = "", deleted] = DELETED.exec(name) ?? [];
    if (deleted === ".wh..opq") {
      folders.add(folder.slice(0, -1));
      continue;
    }
    if (deleted === undefined && kind === "folder") continue;
    const gone = deleted === undefined ? name : folder + deleted;
    const there = files.get(gone)?.kind;
    // Not every tar names the folders that its files lie in.
    if (there === "folder" || (there === undefined && deleted !== undefined)) folders.add(gone);
    files.delete(gone);
  }
  if (folders.size === 0) return;
  for (const name of files.keys()) if (liesIn(name, folders)) files.delete(name);
}

function liesIn(name: string, folders: ReadonlySet<string>): boolean {
  if (folders.has("")) return true;
  for (let at = name.indexOf("/"); at !== -1; at = name.indexOf("/", at + 1)) {
    if (folders.has(name.slice(0, at))) return true;
  }
  return false;
}
