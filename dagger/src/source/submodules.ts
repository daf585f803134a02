/** Git submodules that are not checked out: a clone without them leaves an empty folder for each. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isPlainFile } from "./end.ts";

/** https://git-scm.com/docs/gitmodules */
export const FILE = ".gitmodules";
const PATH = /^path\s*=(.*)$/i;
/** A path in quotes, or up to a comment. */
const VALUE = /^"([^"]+)"|^[^"#;]+/;

export interface Submodules {
  /** Learns what the file of one folder names; its path has a slash at its end, or is empty. */
  read(at: string): void;
  /** Whether a path is the empty folder of a submodule that is known. */
  isAbsent(path: string): boolean;
}

/** @param folder the source; a submodule that is checked out may have some of its own */
export function submodulesOf(folder: string): Submodules {
  const paths = new Set<string>();
  return {
    read: (at) => {
      if (!isPlainFile(folder, at + FILE)) return;
      const lines = readFileSync(join(folder, at + FILE), "utf8").split("\n");
      for (const path of lines.flatMap((line) => pathIn(line.trim()))) paths.add(at + path);
    },
    isAbsent: (path) => paths.has(path) && readdirSync(join(folder, path)).length === 0,
  };
}

function pathIn(line: string): string[] {
  const [plain, quoted] = VALUE.exec(PATH.exec(line)?.[1]?.trim() ?? "") ?? [];
  const path = (quoted ?? plain)?.trim();
  return path ? [posix.normalize(path).replace(/\/$/, "")] : [];
}
