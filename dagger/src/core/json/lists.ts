/**
 * Parses a large JSON report without ever holding all of it as objects: the long lists are left as
 * bytes, and each of their entries is parsed when its turn comes and then let go. A report of a
 * hundred thousand findings would else stand in memory several times over, and the garbage
 * collector would take longer than the decision.
 */
import { Buffer, isUtf8 } from "node:buffer";
import { type Entries, entriesOf, type Members, membersOf } from "./entries.ts";
import { EntryWriter } from "./entry-writer.ts";
import { afterBlanks, endOfString } from "./scan.ts";

/** How many entries are parsed at once: a few together cost less than each by itself. */
const AT_ONCE = 32;

/** A list whose entries, objects all, are parsed a few at a time as it is walked. */
export class JsonList {
  readonly length: number;
  readonly #writer: EntryWriter;
  #first = -1;
  #parsed: readonly unknown[] = [];

  constructor(bytes: Buffer, entries: Entries) {
    this.length = entries.firsts.length - 1;
    this.#writer = new EntryWriter(bytes, entries);
  }

  /** @throws SyntaxError where the entry, or one beside it, is no JSON */
  at(index: number): unknown {
    const first = index - (index % AT_ONCE);
    if (first !== this.#first) {
      const last = Math.min(first + AT_ONCE, this.length);
      this.#parsed = JSON.parse(this.#writer.textOf(first, last));
      this.#first = first;
    }
    return this.#parsed[index - first];
  }

  /** @throws SyntaxError as `at` does */
  *[Symbol.iterator](): Generator<unknown> {
    for (let index = 0; index < this.length; index += 1) yield this.at(index);
  }
}

/** The keys of long lists, each with the names of the members that its entries keep. */
export type KeptMembers = Readonly<Record<string, readonly string[]>>;

/**
 * @param lists keys whose arrays of objects become a `JsonList`, at whatever depth
 * @throws SyntaxError as JSON.parse does, though of an entry only once it is asked for, and of a
 *   member that is not kept not for how its strings, numbers and words are spelt
 */
export function parseWithLists(given: Uint8Array, lists: KeptMembers): unknown {
  if (!isUtf8(given)) throw new SyntaxError("it is not UTF-8");
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  const members = new Map(Object.entries(lists).map(([key, names]) => [key, membersOf(names)]));
  const { text, cut } = cutLists(bytes, members);
  return JSON.parse(text, (key, value: unknown) => {
    if (!members.has(key) || !Array.isArray(value)) return value;
    return cut[value[0] as number] ?? value;
  });
}

const [QUOTE, COLON, OPEN_LIST] = [0x22, 0x3a, 0x5b];

/** The text with `[n]` in place of the nth list that is cut out. */
function cutLists(bytes: Buffer, members: ReadonlyMap<string, Members>) {
  const cut: JsonList[] = [];
  const kept: string[] = [];
  let from = 0;
  let key = "";
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    const ofList = byte === OPEN_LIST ? members.get(key) : undefined;
    if (byte === QUOTE) {
      const end = endOfString(bytes, at);
      const next = afterBlanks(bytes, end);
      key = bytes[next] === COLON ? bytes.toString("utf8", at + 1, end - 1) : "";
      at = key === "" ? end - 1 : next;
    } else if (ofList) {
      const entries = entriesOf(bytes, at, ofList);
      kept.push(bytes.toString("utf8", from, at), `[${cut.length}]`);
      cut.push(new JsonList(bytes, entries));
      from = entries.end;
      at = from - 1;
      key = "";
    } else if (byte !== undefined && byte > 0x20) {
      key = "";
    }
  }
  return { text: [...kept, bytes.toString("utf8", from)].join(""), cut };
}
