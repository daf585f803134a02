/** The draft's lines for what lies in no drafted service's folder and some stage must look at. */
import { addTo } from "../core/add-to.ts";
import { few } from "../core/few.ts";
import { DEFAULT_POLICY } from "../core/policy/policy.ts";
import { addedService, inYaml } from "../core/uncovered/lines.ts";
import { weightOf } from "../evaluate/uncovered.ts";
import type { SourceTree } from "../scanners/source-tree.ts";
import { besideOf } from "./uncovered.ts";

const MOST_NAMED = 8;

/**
 * @param drafted services, each with its folder
 * @returns an entry of `services` for each folder; a comment for what only one of all that is there
 *   would look at, since that one looks at every service's once more
 */
export function besideLines(
  tree: SourceTree,
  drafted: readonly { readonly name: string; readonly path: string }[],
): string[] {
  const folders = drafted.map(({ path }) => path);
  if (folders.length === 0 || folders.includes(".")) return [];
  const services = new Map(drafted.map(({ name, path }) => [name, path]));
  const byFolder = new Map<string, string[]>();
  for (const { path, stages } of besideOf(tree, DEFAULT_POLICY, folders).parts) {
    const needed = Object.keys(stages).some((stage) => weightOf(stage, DEFAULT_POLICY) === "gap");
    if (needed) addTo(byFolder, addedService(path, services).path, path);
  }
  return [...byFolder].map(([folder, parts]) => {
    const { line, name } = addedService(folder === "." ? "" : `${folder}/`, services);
    services.set(name, folder);
    if (folder !== ".") return `  ${line}\n`;
    const all = few(
      parts.map((part) => inYaml(part.replace(/\/$/, ""))),
      MOST_NAMED,
    );
    return `  # Nobody looks at ${all}: exclude it, or look at all once more by ${line}\n`;
  });
}
