/**
 * Parses a large JSON report without ever holding all of it as objects: the long lists are left as
 * bytes, and each of their entries is parsed when its turn comes and then let go. A report of a
 * hundred thousand findings would else stand in memory several times over, and the garbage
 * collector would take longer than the decision.
 */
import { Buffer, isUtf8 } from "node:buffer";

/** How many entries are parsed at once: a few together cost less than each by itself. */
const AT_ONCE = 16;

/** A list whose entries, objects all, are parsed a few at a time as it is walked. */
export class JsonList {
  readonly length: number;
  readonly #bytes: Buffer;
  /** Where each entry starts and ends, in turns. */
  readonly #bounds: readonly number[];
  #first = -1;
  #parsed: readonly unknown[] = [];

  constructor(bytes: Buffer, bounds: readonly number[]) {
    this.#bytes = bytes;
    this.#bounds = bounds;
    this.length = bounds.length / 2;
  }

  /** @throws SyntaxError where the entry, or one beside it, is no JSON */
  at(index: number): unknown {
    const first = index - (index % AT_ONCE);
    if (first !== this.#first) {
      const last = Math.min(first + AT_ONCE, this.length) - 1;
      const [start, end] = [this.#bounds[first * 2], this.#bounds[last * 2 + 1]];
      this.#parsed = JSON.parse(`[${this.#bytes.toString("utf8", start, end)}]`);
      this.#first = first;
    }
    return this.#parsed[index - first];
  }

  /** @throws SyntaxError as `at` does */
  *[Symbol.iterator](): Generator<unknown> {
    for (let index = 0; index < this.length; index += 1) yield this.at(index);
  }
}

/**
 * @param names keys whose arrays of objects become a `JsonList`, at whatever depth
 * @throws SyntaxError as JSON.parse does, though of an entry only once it is asked for
 */
export function parseWithLists(given: Uint8Array, names: ReadonlySet<string>): unknown {
  if (!isUtf8(given)) throw new SyntaxError("it is not UTF-8");
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  const { text, lists } = cutLists(bytes, names);
  return JSON.parse(text, (key, value: unknown) => {
    if (!names.has(key) || !Array.isArray(value)) return value;
    const bounds = lists[value[0] as number];
    return bounds ? new JsonList(bytes, bounds) : value;
  });
}

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** The text with `[n]` in place of the nth list that is cut out. */
function cutLists(bytes: Buffer, names: ReadonlySet<string>) {
  const lists: number[][] = [];
  const kept: string[] = [];
  let from = 0;
  let key = "";
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = endOfString(bytes, at);
      const next = afterBlanks(bytes, end);
      key = bytes[next] === COLON ? bytes.toString("utf8", at + 1, end - 1) : "";
      at = key === "" ? end - 1 : next;
    } else if (byte === OPEN_LIST && names.has(key)) {
      const { bounds, end } = boundsOf(bytes, at);
      kept.push(bytes.toString("utf8", from, at), `[${lists.length}]`);
      lists.push(bounds);
      from = end;
      at = end - 1;
      key = "";
    } else if (byte !== undefined && byte > 0x20) {
      key = "";
    }
  }
  return { text: [...kept, bytes.toString("utf8", from)].join(""), lists };
}

/** @param at where the list opens */
function boundsOf(bytes: Buffer, at: number): { bounds: number[]; end: number } {
  const bounds: number[] = [];
  let next = afterBlanks(bytes, at + 1);
  if (bytes[next] === CLOSE_LIST) return { bounds, end: next + 1 };
  for (;;) {
    if (bytes[next] !== OPEN) throw new SyntaxError(`at byte ${next} there is no object`);
    const end = endOfEntry(bytes, next);
    bounds.push(next, end);
    next = afterBlanks(bytes, end);
    if (bytes[next] === CLOSE_LIST) return { bounds, end: next + 1 };
    if (bytes[next] !== COMMA) throw new SyntaxError(`at byte ${next} there is no comma`);
    next = afterBlanks(bytes, next + 1);
  }
}

/** Brackets are only counted: whether they match is found when the entry is parsed. */
function endOfEntry(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at) - 1;
    else if (byte === OPEN || byte === OPEN_LIST) depth += 1;
    else if (byte === CLOSE || byte === CLOSE_LIST) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new SyntaxError("it is cut off");
}

/** @param start where the string opens */
function endOfString(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    let before = at - 1;
    while (bytes[before] === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
  throw new SyntaxError("a string is cut off");
}

function afterBlanks(bytes: Buffer, start: number): number {
  let at = start;
  for (let byte = bytes[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; ) {
    at += 1;
    byte = bytes[at];
  }
  return at;
}
