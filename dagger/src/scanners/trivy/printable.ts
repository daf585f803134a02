/** What of a file can be printed, as `strings` tells it, line for line. */

/** Of UTF-16 and UTF-32, either way round: letters with NULs between them, and what is left at the end. */
const WIDE = /(?:[^\0]\0{1,3}){4,1000}(?:(?:[^\0]\0{1,3}){1,3}(?![^\0]\0))?/g;

/** Shorter ones are by chance, but for those that stand between a name and its value, or end a line. */
const LEAST = 4;
const MATTERS = /[\n=:"']/;

/** @param text bytes that are no UTF-8 are replaced */
export function printable(text: string): string {
  const narrow = text.replace(WIDE, (letters) => letters.replaceAll("\0", ""));
  const kept: string[] = [];
  let from = 0;
  // Not by a pattern: one that repeats over millions of letters overflows the stack.
  for (let at = 0; at <= narrow.length; at += 1) {
    if (isPrinted(narrow.charCodeAt(at))) continue;
    const piece = narrow.slice(from, at);
    if (piece.length >= LEAST || MATTERS.test(piece)) kept.push(piece);
    from = at + 1;
  }
  return kept.join(" ");
}

/** @param unit NaN past the end */
function isPrinted(unit: number): boolean {
  if (unit < 0x7f) return unit >= 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
  return unit >= 0xa0 && unit !== 0xfffd;
}
