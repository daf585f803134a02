/**
 * The words of each scope in a pom.xml. Read by hand, since a pattern takes time by the square of a
 * file of scopes, comments and sections that never end: minutes for a megabyte.
 */

const OPEN = /<(?:[\w.-]+:)?scope\s*>/g;
const CLOSE = /<\/(?:[\w.-]+:)?scope\s*>/y;
const COMMENT = { begin: "<!--", end: "-->" } as const;
const SECTION = { begin: "<![CDATA[", end: "]]>" } as const;

/** @param other what each scope says instead, by what stands in it, comments and sections too */
export function withScopes(text: string, other: (words: string) => string): string {
  const endOf = wordsEnd(text);
  const parts: string[] = [];
  let done = 0;
  for (const { 0: open, index } of text.matchAll(OPEN)) {
    const begin = index + open.length;
    // One that stands in another's comment is read with it.
    const end = index < done ? undefined : endOf(begin);
    if (end === undefined) continue;
    parts.push(text.slice(done, begin), other(text.slice(begin, end)));
    done = end;
  }
  return parts.join("") + text.slice(done);
}

/** @returns where the words end that begin at a place: at a closing tag, with no other tag before it */
function wordsEnd(text: string): (begin: number) => number | undefined {
  const known = new Map<number, number | undefined>();
  const [comments, sections] = [nextOf(text, COMMENT.end), nextOf(text, SECTION.end)];
  /** Behind the comment or section at a place; undefined where there is none, or it never ends. */
  const behind = (at: number) => {
    if (text.startsWith(COMMENT.begin, at)) return comments(at + COMMENT.begin.length);
    return text.startsWith(SECTION.begin, at) ? sections(at + SECTION.begin.length) : undefined;
  };
  return (begin) => {
    const passed: number[] = [];
    let from: number | undefined = begin;
    let end: number | undefined;
    while (from !== undefined && end === undefined && !known.has(from)) {
      passed.push(from);
      const at: number = text.indexOf("<", from);
      CLOSE.lastIndex = at;
      if (at !== -1 && CLOSE.test(text)) end = at;
      else from = at === -1 ? undefined : behind(at);
    }
    end ??= from === undefined ? undefined : known.get(from);
    for (const place of passed) known.set(place, end);
    return end;
  };
}

/** @returns where the next such text ends, from a place on; it is not sought again from where it is known */
function nextOf(text: string, end: string): (from: number) => number | undefined {
  let [since, found] = [0, -1];
  return (from) => {
    if (from < since || from > found) [since, found] = [from, text.indexOf(end, from)];
    if (found === -1) found = text.length;
    return found === text.length ? undefined : found + end.length;
  };
}
