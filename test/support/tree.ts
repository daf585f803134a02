/** A source of these files, with no links. */
import type { SourceTree } from "../../dagger/src/scanners/source-tree.ts";

export const treeOf = (files: Readonly<Record<string, string>>): SourceTree => ({
  paths: Object.keys(files).sort(),
  links: [],
  unmatched: [],
  text: (path) => files[path] ?? "",
});
