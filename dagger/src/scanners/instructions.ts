/** A Dockerfile's instructions, as the builder reads them. */

export interface Instruction {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly words: string;
}

/** The lines that may say so stand before all else. https://docs.docker.com/reference/dockerfile/#escape */
const BACKTICK = /(?:\s*#\s*\w+\s*=.*\r?\n)*\s*#\s*escape\s*=\s*`\s*$/imy;

/** With continuation lines joined, and comments and empty lines between them left out, as the builder does. */
export function instructions(text: string): Instruction[] {
  const continued = text.search(BACKTICK) === 0 ? /`[ \t]*$/ : /\\[ \t]*$/;
  const found: { line: number; words: string }[] = [];
  let open: { line: number; words: string } | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(raw)) continue;
    const words = raw.replace(continued, "");
    if (open) open.words += words;
    else {
      open = { line: index + 1, words: words.trimStart() };
      found.push(open);
    }
    if (!continued.test(raw)) open = undefined;
  }
  return found;
}
