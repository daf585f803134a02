/** Git submodules that are not checked out: a clone without them leaves an empty folder for each. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isPlainFile } from "./end.ts";

/** https://git-scm.com/docs/gitmodules */
const FILE = ".gitmodules";
const PATH = /^[ \t]*path[ \t]*=[ \t]*(?:"([^"\n]+)"|([^"\n]*[^"\s]))[ \t\r]*$/gim;

/**
 * @param folder the source
 * @returns of a path in it, whether it is the empty folder of a submodule
 */
export function absentSubmodules(folder: string): (path: string) => boolean {
  if (!isPlainFile(folder, FILE)) return () => false;
  const named = [...readFileSync(join(folder, FILE), "utf8").matchAll(PATH)];
  const paths = new Set(
    named.map(([, quoted, plain = ""]) => posix.normalize(quoted ?? plain).replace(/\/$/, "")),
  );
  return (path) => paths.has(path) && readdirSync(join(folder, path)).length === 0;
}
