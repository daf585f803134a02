/**
 * Steps over parts of JSON in its bytes, without parsing them. The numbers of bytes stand in each file
 * that needs them: one that is imported is looked up anew at every byte, which takes a fifth longer.
 */
import type { Buffer } from "node:buffer";

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * @param start where the string opens
 * @returns the byte after it
 * @throws SyntaxError where it does not end
 */
export function endOfString(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    let before = at - 1;
    while (bytes[before] === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
  throw new SyntaxError("a string is cut off");
}

/**
 * Of an object's member. One that is spelt with escapes may be any, and no tool spells one so.
 * @param start where its quotes open
 * @returns the byte after them
 * @throws SyntaxError where there is none, and where it has an escape or a byte that would need one
 */
export function endOfName(bytes: Buffer, start: number): number {
  let at = after(bytes, start, QUOTE);
  for (let byte = bytes[at]; byte !== QUOTE; byte = bytes[at]) {
    if (byte === undefined || byte < 0x20 || byte === BACKSLASH) {
      throw new SyntaxError(`at byte ${start} there is no plain name`);
    }
    at += 1;
  }
  return at + 1;
}

/**
 * Of any value, by JSON's grammar, so that a fault in what nobody reads can't swallow what somebody
 * does; but for how strings, numbers and words are spelt, which is found where they are parsed.
 * @param start where it begins
 * @returns the byte after it
 * @throws SyntaxError where it is no value, or does not end
 */
export function endOfValue(bytes: Buffer, start: number): number {
  const byte = bytes[start];
  if (byte === QUOTE) return endOfString(bytes, start);
  if (byte === OPEN) return endOfItems(bytes, start, CLOSE);
  if (byte === OPEN_LIST) return endOfItems(bytes, start, CLOSE_LIST);
  let at = start;
  while (isOfWord(bytes[at])) at += 1;
  if (at === start) throw new SyntaxError(`at byte ${start} there is no value`);
  return at;
}

/** Of an object or a list. */
function endOfItems(bytes: Buffer, open: number, close: number): number {
  let at = afterBlanks(bytes, open + 1);
  let more = bytes[at] !== close;
  while (more) {
    if (close === CLOSE) {
      after(bytes, at, QUOTE);
      const colon = afterBlanks(bytes, endOfString(bytes, at));
      at = afterBlanks(bytes, after(bytes, colon, COLON));
    }
    at = afterBlanks(bytes, endOfValue(bytes, at));
    more = bytes[at] !== close;
    if (more) at = afterBlanks(bytes, after(bytes, at, COMMA));
  }
  return at + 1;
}

/** Small letters and digits, a number's signs and its E. */
const isOfWord = (byte = 0): boolean =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x2d ||
  byte === 0x2e ||
  byte === 0x2b ||
  byte === 0x45;

/** @returns the first byte from `start` on that is no white space */
export function afterBlanks(bytes: Buffer, start: number): number {
  let at = start;
  while (isBlank(bytes[at])) at += 1;
  return at;
}

const isBlank = (byte = 0xff): boolean =>
  byte <= 0x20 && (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);

/**
 * @returns the byte after the one that must stand there
 * @throws SyntaxError where another does
 */
export function after(bytes: Buffer, at: number, byte: number): number {
  if (bytes[at] === byte) return at + 1;
  throw new SyntaxError(`at byte ${at} there is no ${String.fromCharCode(byte)}`);
}
