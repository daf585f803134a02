/**
 * Steps over parts of JSON in its bytes, without parsing them. The numbers of bytes stand in each file
 * that needs them: one that is imported is looked up anew at every byte, which takes a fifth longer.
 */
import type { Buffer } from "node:buffer";

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
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
 * @throws SyntaxError where there is none, and where it has an escape
 */
export function endOfName(bytes: Buffer, start: number): number {
  let at = after(bytes, start, QUOTE);
  for (let byte = bytes[at]; byte !== QUOTE; byte = bytes[at]) {
    if (byte === undefined || byte === BACKSLASH) {
      throw new SyntaxError(`at byte ${start} there is no plain name`);
    }
    at += 1;
  }
  return at + 1;
}

/**
 * Of any value. Brackets are only counted: whether they match is found where the value is parsed.
 * @param start where it begins
 * @returns the byte after it
 * @throws SyntaxError where it does not end
 */
export function endOfValue(bytes: Buffer, start: number): number {
  if (bytes[start] === QUOTE) return endOfString(bytes, start);
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at) - 1;
    else if (byte === OPEN || byte === OPEN_LIST) depth += 1;
    else if (byte === CLOSE || byte === CLOSE_LIST) {
      // At depth 0 it ends what holds the value, a number or a word.
      if (depth < 2) return at + depth;
      depth -= 1;
    } else if (byte === COMMA && depth === 0) return at;
  }
  throw new SyntaxError("it is cut off");
}

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
