/** A Dockerfile's instructions, as the builder reads them. */
import { hereDocumentsIn } from "./here-documents.ts";

export interface Instruction {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly words: string;
  /** Lines of its here-documents: a script or a file, no instructions. */
  readonly body: readonly string[];
}

/** The lines that may say so stand before all else, an empty line too. https://docs.docker.com/reference/dockerfile/#escape */
const BACKTICK =
  /^\uFEFF?(?:[ \t]*#[ \t]*[a-z][a-z0-9]*[ \t]*=[ \t]*\S.*\r?\n)*[ \t]*#[ \t]*escape[ \t]*=[ \t]*`[ \t]*\r?$/imy;

/** Behind another one it is only a letter: BuildKit ends the instruction there. */
const CONTINUED = { "\\": /(^|[^\\])\\[ \t]*$/, "`": /(^|[^`])`[ \t]*$/ };

/** With continuation lines joined, and comments and empty lines between them left out, as the builder does. */
export function instructions(text: string): Instruction[] {
  const continued = CONTINUED[text.search(BACKTICK) === 0 ? "`" : "\\"];
  const lines = text.split(/\r?\n/);
  const endOf = hereDocumentsIn(lines);
  const found: Instruction[] = [];
  let open: { line: number; words: string } | undefined;
  let next = 0;
  for (const [index, raw] of lines.entries()) {
    if (index < next || /^\s*(#|$)/.test(raw)) continue;
    const words = raw.replace(continued, "$1");
    if (open) open.words += words;
    else open = { line: index + 1, words: words.trimStart() };
    if (continued.test(raw)) continue;
    next = endOf(open.words, index + 1);
    found.push({ ...open, body: lines.slice(index + 1, next) });
    open = undefined;
  }
  return open ? [...found, { ...open, body: [] }] : found;
}
