/** Local Terraform modules: which may be switched off (every call gives a count or for_each), which are not read. */
import { posix } from "node:path";
import { folderOf } from "../../source-tree.ts";

const MODULE = /^module\s+"[^"]*"\s*\{\n/m;

/** As `terraform fmt` leaves them: a block ends with the first brace that starts a line. */
function bodiesOf(text: string): string[] {
  const ended = text.split(/^\}/m).slice(0, -1);
  return ended.flatMap((part) => {
    const head = MODULE.exec(part);
    return head ? [part.slice(head.index + head[0].length)] : [];
  });
}

/**
 * @param files path and text of each
 * @returns folders, with their slash, of modules that are called, and by nobody for certain
 */
export function optionalModules(files: readonly (readonly [string, string])[]): Set<string> {
  const [certain, optional] = [new Set<string>(), new Set<string>()];
  for (const [path, text] of files) {
    for (const body of bodiesOf(text)) {
      const source = /^[ \t]*source\s*=\s*"(\.[^"]*)"/m.exec(body)?.[1];
      if (source === undefined) continue;
      const folder = `${posix.normalize(posix.join(folderOf(path), source)).replace(/\/$/, "")}/`;
      (/^[ \t]*(count|for_each)\s*=/m.test(body) ? optional : certain).add(folder);
    }
  }
  return new Set([...optional].filter((folder) => !certain.has(folder)));
}

/** Where a block says that it comes from, a local path: as HCL or JSON has it. */
const SOURCE = /"?\bsource"?\s*[=:]\s*"(\.[^"]*)"/g;
/** That of a module, whose source stands before any nested block, as it nearly always does. */
const CALL = /^[ \t]*module\s+"?[\w-]+"?\s*\{[^{}]*?\bsource\s*=\s*"(\.[^"]*)"/gm;
/** Folders that the source is listed without, and paths that escapes disguise. */
const LEFT_OUT = /(^|\/)(\.terraform|\.git|node_modules)(\/|$)|\\/;

/**
 * A module that lies where none of these files are is deployed all the same, and Trivy, which is not
 * given it, passes over the call (measured, 0.76).
 *
 * @param files path and text of each
 * @returns paths of those with such a call
 */
export function callsOfUnread(files: readonly (readonly [string, string])[]): string[] {
  const folders = new Set(files.map(([path]) => posix.normalize(`./${folderOf(path)}`)));
  const isUnread = (from: string, source: string) =>
    !folders.has(posix.normalize(`./${folderOf(from)}${source}/`));
  return files
    .filter(
      ([path, text]) =>
        [...text.matchAll(CALL)].some(([, source = ""]) => isUnread(path, source)) ||
        [...text.matchAll(SOURCE)].some(([, source = ""]) => LEFT_OUT.test(source)),
    )
    .map(([path]) => path);
}
