/** A Dockerfile's instructions, as the builder reads them. */

export interface Instruction {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly words: string;
}

/** The lines that may say so stand before all else, an empty line too. https://docs.docker.com/reference/dockerfile/#escape */
const BACKTICK =
  /^\uFEFF?(?:[ \t]*#[ \t]*[a-z][a-z0-9]*[ \t]*=[ \t]*\S.*\r?\n)*[ \t]*#[ \t]*escape[ \t]*=[ \t]*`[ \t]*\r?$/imy;

/** Behind another one it is only a letter: BuildKit ends the instruction there. */
const CONTINUED = { "\\": /(^|[^\\])\\[ \t]*$/, "`": /(^|[^`])`[ \t]*$/ };

/** With continuation lines joined, and comments and empty lines between them left out, as the builder does. */
export function instructions(text: string): Instruction[] {
  const continued = CONTINUED[text.search(BACKTICK) === 0 ? "`" : "\\"];
  const found: { line: number; words: string }[] = [];
  let open: { line: number; words: string } | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(raw)) continue;
    const words = raw.replace(continued, "$1");
    if (open) open.words += words;
    else {
      open = { line: index + 1, words: words.trimStart() };
      found.push(open);
    }
    if (!continued.test(raw)) open = undefined;
  }
  return found;
}
