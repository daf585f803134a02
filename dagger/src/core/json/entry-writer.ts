/** Writes entries of a list anew, of what is kept of them. */
import { Buffer } from "node:buffer";
import type { Entries } from "./entries.ts";

const [COMMA, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x2c, 0x7b, 0x7d, 0x5b, 0x5d];

export class EntryWriter {
  readonly #bytes: Buffer;
  readonly #entries: Entries;
  /** What is written, and after it the bytes to take from: pieces move fastest within one buffer. */
  #buffer = Buffer.alloc(0);

  constructor(bytes: Buffer, entries: Entries) {
    this.#bytes = bytes;
    this.#entries = entries;
  }

  /** @returns the JSON of those from `first` to before `last` */
  textOf(first: number, last: number): string {
    const { pieces, firsts } = this.#entries;
    const [start = 0, end = 0] = [firsts[first], firsts[last]];
    const [from = 0, until = 0] = start < end ? [pieces[start], pieces[end - 1]] : [];
    // Beside its pieces an entry has two brackets and a comma.
    const half = until - from + 3 * (last - first) + 2;
    if (this.#buffer.length < half * 2) this.#buffer = Buffer.alloc(half * 2);
    const buffer = this.#buffer;
    buffer.set(this.#bytes.subarray(from, until), half);
    const moved = half - from;
    let to = 0;
    buffer[to++] = OPEN_LIST;
    for (let entry = first; entry < last; entry += 1) {
      if (entry > first) buffer[to++] = COMMA;
      buffer[to++] = OPEN;
      const [one = 0, next = 0] = [firsts[entry], firsts[entry + 1]];
      for (let piece = one; piece < next; piece += 2) {
        if (piece > one) buffer[to++] = COMMA;
        const [begin = 0, finish = 0] = [pieces[piece], pieces[piece + 1]];
        buffer.copyWithin(to, begin + moved, finish + moved);
        to += finish - begin;
      }
      buffer[to++] = CLOSE;
    }
    buffer[to++] = CLOSE_LIST;
    return buffer.toString("utf8", 0, to);
  }
}
