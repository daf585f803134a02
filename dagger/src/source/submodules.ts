/** Git submodules that are not checked out: a clone without them leaves an empty folder for each. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isPlainFile } from "./end.ts";

/** https://git-scm.com/docs/gitmodules */
const FILE = ".gitmodules";
const PATH = /^path\s*=(.*)$/i;
/** A path in quotes, or up to a comment. */
const VALUE = /^"([^"]+)"|^[^"#;]+/;

/**
 * @param folder the source
 * @returns of a path in it, whether it is the empty folder of a submodule
 */
export function absentSubmodules(folder: string): (path: string) => boolean {
  if (!isPlainFile(folder, FILE)) return () => false;
  const lines = readFileSync(join(folder, FILE), "utf8").split("\n");
  const paths = new Set(lines.flatMap((line) => pathIn(line.trim())));
  return (path) => paths.has(path) && readdirSync(join(folder, path)).length === 0;
}

function pathIn(line: string): string[] {
  const [plain, quoted] = VALUE.exec(PATH.exec(line)?.[1]?.trim() ?? "") ?? [];
  const path = (quoted ?? plain)?.trim();
  return path ? [posix.normalize(path).replace(/\/$/, "")] : [];
}
