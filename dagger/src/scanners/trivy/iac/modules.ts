/** Local Terraform modules: which may be switched off (every call gives a count or for_each), which are not read. */
import { posix } from "node:path";
import { folderOf } from "../../source-tree.ts";

/** As `terraform fmt` leaves it: the block ends with the first brace that starts a line. */
const MODULE = /^module\s+"[^"]*"\s*\{\n([\s\S]*?)^\}/gm;

/**
 * @param files path and text of each
 * @returns folders, with their slash, of modules that are called, and by nobody for certain
 */
export function optionalModules(files: readonly (readonly [string, string])[]): Set<string> {
  const [certain, optional] = [new Set<string>(), new Set<string>()];
  for (const [path, text] of files) {
    for (const [, body = ""] of text.matchAll(MODULE)) {
      const source = /^\s*source\s*=\s*"(\.[^"]*)"/m.exec(body)?.[1];
      if (source === undefined) continue;
      const folder = `${posix.normalize(posix.join(folderOf(path), source)).replace(/\/$/, "")}/`;
      (/^\s*(count|for_each)\s*=/m.test(body) ? optional : certain).add(folder);
    }
  }
  return new Set([...optional].filter((folder) => !certain.has(folder)));
}

/** A local path, as HCL or JSON has it. */
const SOURCE = /"?\bsource"?\s*[=:]\s*"(\.[^"]*)"/g;

/**
 * Whether a local module lies in a folder that the source is listed without, or says where by escapes:
 * such a module is deployed, and Trivy, which is not given it, passes over the call (measured, 0.76).
 */
export const hasUnreadModule = (text: string): boolean =>
  [...text.matchAll(SOURCE)].some(([, path = ""]) =>
    /(^|[/])(\.terraform|\.git|node_modules)(\/|$)|\\/.test(path),
  );
