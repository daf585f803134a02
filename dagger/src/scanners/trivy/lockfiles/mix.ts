/**
 * Mix's lockfile in a form that Trivy reads to its end. It takes a line for an entry, so that it sees the
 * first one of a line, none of fewer than eight fields (older versions of Hex write six or seven, and
 * what is of Git has four), and nothing behind a line of 64 KiB; and a package behind another name,
 * `"my": {:hex, :plug, "1.10.0", …}`, it looks up as `my`: each with exit 0 (measured, 0.76).
 */
import { bare, type Entry, entriesOf } from "./mix-entries.ts";

const NAME = /^[\w.-]{1,200}$/;
const VERSION = /^"\d[\w.+-]{0,200}"$/;

/** @returns nothing in its place where it can't be read: that Trivy reads no package of it is said then */
export function asOneALine(text: string): string {
  const lines = entriesOf(text)?.map(lineOf);
  if (!lines || lines.includes(undefined)) return "";
  return `%{\n${lines.join("")}}\n`;
}

/** What is not of Hex is listed without a version, since nobody can look up what it is. */
function lineOf({ key, values: [kind, name, version] }: Entry): string | undefined {
  const isHex = bare(kind ?? "") === "hex";
  const [own, number] = isHex ? [bare(name ?? ""), version ?? ""] : [key, '""'];
  if (!NAME.test(own) || (isHex && !VERSION.test(number))) return undefined;
  return `  "${own}": {:hex, :"${own}", ${number}, "", [], [], "hexpm", ""},\n`;
}
