/**
 * The entries of mix.lock. It is a map of Elixir's, and Mix evaluates it: what is more than texts, atoms
 * and lists in it is not followed, so that nothing hides there.
 */

export interface Entry {
  readonly key: string;
  /** What stands in its tuple, each as it is written; undefined in the place of a list. */
  readonly values: readonly (string | undefined)[];
}

/** Blanks, a comment, a text or atom (with a colon behind it a key), a number or word, a sign. */
const TOKEN =
  /\s+|#[^\n]*|:?"[^"\\]*":?|:[a-zA-Z_][\w@]*[?!]?|[a-zA-Z_][\w@]*[?!]?:?|\d[\d._]*|=>|%\{|[{}[\],]/gy;

const OPENS = new Set(["%{", "{", "["]);
const CLOSES = new Set(["}", "]"]);
const KEY = /^(?:"[^"]*":?|:"[^"]*"|:\w+|\w+:)$/;

/** @returns undefined where it can't be read to its end */
export function entriesOf(text: string): Entry[] | undefined {
  const tokens = tokensOf(text);
  const last = (tokens?.length ?? 0) - 1;
  if (tokens?.[0] !== "%{" || tokens[last] !== "}") return undefined;
  const entries: Entry[] = [];
  let at = 1;
  while (at < last) {
    const key = tokens[at] ?? "";
    const begin = at + (tokens[at + 1] === "=>" ? 2 : 1);
    const tuple = KEY.test(key) && tokens[begin] === "{" ? tupleAt(tokens, begin) : undefined;
    if (!tuple) return undefined;
    entries.push({ key: bare(key), values: tuple.values });
    if (tuple.end !== last && tokens[tuple.end] !== ",") return undefined;
    at = tuple.end === last ? last : tuple.end + 1;
  }
  return entries;
}

/** `"plug":`, `:"plug"`, `:plug`, `plug:` */
export const bare = (token: string): string => token.replace(/^:?"?|"?:?$/g, "");

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  let end = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    end = index + token.length;
    if (/^[\s#]/.test(token)) continue;
    // Code in a text.
    if (token.includes("#{")) return undefined;
    tokens.push(token);
  }
  return end === text.length ? tokens : undefined;
}

/** @returns what stands in it and the place behind it; undefined where it has no end */
function tupleAt(tokens: readonly string[], begin: number) {
  const values: (string | undefined)[] = [];
  let depth = 0;
  for (let at = begin; at < tokens.length; at += 1) {
    const token = tokens[at] ?? "";
    if (OPENS.has(token)) {
      if (depth === 1) values.push(undefined);
      depth += 1;
    } else if (CLOSES.has(token)) {
      depth -= 1;
      if (depth === 0) return { values, end: at + 1 };
    } else if (depth === 1 && token !== ",") values.push(token);
  }
  return undefined;
}
