/** Text in columns of a terminal. */

/** Letters that take two columns: East Asian wide ones, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** What is put over the letter before it. */
const NONE = /\p{M}/u;

/** @param text without controls: one that went through `inert.ts` */
export function columnsOf(text: string): number {
  // Most texts are ASCII.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return [...text].reduce(
    (sum, letter) => sum + (NONE.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1),
    0,
  );
}

/** @returns exactly `width` columns, cut with … or filled with spaces */
export function fit(text: string, width: number): string {
  const columns = columnsOf(text);
  if (columns <= width) return text + " ".repeat(width - columns);
  const kept: string[] = [];
  let taken = 1;
  for (const letter of text) {
    taken += columnsOf(letter);
    if (taken > width) break;
    kept.push(letter);
  }
  const cut = `${kept.join("")}…`;
  return cut + " ".repeat(Math.max(0, width - columnsOf(cut)));
}

/**
 * Breaks at spaces; a word longer than a line stays whole, so that it can be copied.
 *
 * @param indent of every line but the first
 */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.trimEnd().split(/(?<=\S) /)) {
    if (line !== "" && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}
