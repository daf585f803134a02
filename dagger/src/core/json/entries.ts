/**
 * A list of objects in the bytes of JSON, with only those members that somebody reads. Two thirds of
 * Trivy's entries are members that nobody does (descriptions, layers, scores), and to parse those too
 * would take as long as to decide over the rest.
 */
import { Buffer } from "node:buffer";
import { after, afterBlanks, endOfName, endOfValue } from "./scan.ts";

const [COLON, COMMA] = [0x3a, 0x2c];
const [OPEN, CLOSE, CLOSE_LIST] = [0x7b, 0x7d, 0x5d];

/** The names of members as bytes, by their length: few have the same. */
export type Members = readonly (readonly Buffer[])[];

export function membersOf(names: readonly string[]): Members {
  const all = names.map((name) => Buffer.from(name));
  const longest = Math.max(0, ...all.map(({ length }) => length));
  return Array.from({ length: longest + 1 }, (_, length) =>
    all.filter((name) => name.length === length),
  );
}

export interface Entries {
  /** Where each piece that is kept begins and ends, in turns: members side by side are one. */
  readonly pieces: Uint32Array;
  /** For each entry where its first piece stands in `pieces`, and at last where one more's would. */
  readonly firsts: readonly number[];
  /** The byte after the list. */
  readonly end: number;
}

/**
 * @param open where the list opens
 * @param members that its entries keep
 * @throws SyntaxError where the list is cut off, or holds something else than objects
 */
export function entriesOf(bytes: Buffer, open: number, members: Members): Entries {
  const pieces = new Pieces();
  const firsts = [0];
  let at = afterBlanks(bytes, open + 1);
  let more = bytes[at] !== CLOSE_LIST;
  while (more) {
    at = afterBlanks(bytes, addEntry(bytes, at, members, pieces));
    firsts.push(pieces.length);
    more = bytes[at] !== CLOSE_LIST;
    if (more) at = afterBlanks(bytes, after(bytes, at, COMMA));
  }
  return { pieces: pieces.all, firsts, end: at + 1 };
}

/** A list of places in a half of its memory; no report is so large that 32 bits don't hold them. */
class Pieces {
  all = new Uint32Array(1024);
  length = 0;

  add(from: number, until: number): void {
    if (this.length === this.all.length) {
      const more = new Uint32Array(this.length * 2);
      more.set(this.all);
      this.all = more;
    }
    this.all[this.length] = from;
    this.all[this.length + 1] = until;
    this.length += 2;
  }
}

/** @returns the byte after it */
function addEntry(bytes: Buffer, open: number, members: Members, pieces: Pieces): number {
  let [from, until] = [0, 0];
  let at = afterBlanks(bytes, after(bytes, open, OPEN));
  let more = bytes[at] !== CLOSE;
  while (more) {
    const start = at;
    const end = endOfName(bytes, start);
    const colon = afterBlanks(bytes, end);
    at = endOfValue(bytes, afterBlanks(bytes, after(bytes, colon, COLON)));
    if (isOne(bytes, start + 1, end - 1, members)) {
      if (start !== until + 1) {
        if (until > 0) pieces.add(from, until);
        from = start;
      }
      until = at;
    }
    at = afterBlanks(bytes, at);
    more = bytes[at] !== CLOSE;
    if (more) at = afterBlanks(bytes, after(bytes, at, COMMA));
  }
  if (until > 0) pieces.add(from, until);
  return at + 1;
}

function isOne(bytes: Buffer, start: number, end: number, members: Members): boolean {
  for (const name of members[end - start] ?? []) if (holds(bytes, start, name)) return true;
  return false;
}

function holds(bytes: Buffer, start: number, name: Buffer): boolean {
  for (let at = 0; at < name.length; at += 1) if (bytes[start + at] !== name[at]) return false;
  return true;
}
