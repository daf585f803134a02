/**
 * What go.mod's `replace` puts in the place of others and Trivy loses, with exit 0 (measured, 0.76): of
 * two modules that one path replaces in two versions it keeps the last, and what another line replaces
 * in turn, which Go does not follow, it takes for gone.
 */
import { addTo } from "../../../core/add-to.ts";
import { eachNameOnce } from "./name-once.ts";

interface Replace {
  readonly old: string;
  /** The version that it is for; of any where there is none. */
  readonly from: string | undefined;
  readonly name: string;
  readonly version: string | undefined;
}

/** @returns the file, then more that list what it loses; nothing where it loses none */
export function withReplaced(text: string): string[] {
  const lines = directives(text);
  const required = new Map(
    lines.flatMap(([verb, name = "", version = ""]) =>
      verb === "require" ? [[name, version] as const] : [],
    ),
  );
  const byOld = new Map<string, Replace[]>();
  const oldsByName = new Map<string, Set<string>>();
  for (const [verb, ...words] of lines) {
    if (verb !== "replace") continue;
    const replace = replaceOf(words);
    addTo(byOld, replace.old, replace);
    oldsByName.set(replace.name, (oldsByName.get(replace.name) ?? new Set()).add(replace.old));
  }
  const lost = [...required].flatMap(([old, from]) => {
    const own = byOld.get(old) ?? [];
    const by = own.find((each) => each.from === from) ?? own.find((each) => !each.from);
    if (by?.version === undefined) return [];
    const { name, version } = by;
    const isOther = name !== old && (byOld.has(name) || required.has(name));
    const isLost = own.length > 1 || isOther || (oldsByName.get(name)?.size ?? 0) > 1;
    return isLost ? [{ name, version }] : [];
  });
  if (lost.length === 0) return [];
  const files = eachNameOnce(lost).map((each) => {
    const requires = each.map(({ name, version }) => `\t${name} ${version}\n`);
    return `module greengate\n\ngo 1.22\n\nrequire (\n${requires.join("")})\n`;
  });
  return [text, ...files];
}

/** `old [version] => path [version]`: without the last one it is a folder. */
function replaceOf(words: readonly string[]): Replace {
  const arrow = words.indexOf("=>");
  const [old = "", from] = words.slice(0, arrow);
  const [name = "", version] = words.slice(arrow + 1);
  return { old, from, name, version };
}

/** Each with its words, in a block or not. */
function directives(text: string): string[][] {
  const found: string[][] = [];
  let block: string | undefined;
  for (const raw of text.split("\n")) {
    const words = raw
      .replace(/\/\/.*/, "")
      .split(/\s+/)
      .filter((word) => word !== "");
    const [first, second] = words;
    if (first === ")") block = undefined;
    else if (second === "(" || first?.endsWith("(")) block = first?.replace("(", "");
    else if (first !== undefined) found.push(block === undefined ? words : [block, ...words]);
  }
  return found.map((words) => words.map((word) => word.replace(/^["`](.*)["`]$/, "$1")));
}
