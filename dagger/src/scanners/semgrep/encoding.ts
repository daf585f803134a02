/**
 * Code in an encoding that Semgrep does not read. It takes every file for UTF-8, and of one in UTF-16 it
 * says that it was scanned and finds nothing (measured, 1.182.0), while C#'s compiler reads it well.
 * Python takes the encoding that a file's first two lines name: in UTF-7 a comment may hold code.
 */
import { isUtf16Or32 } from "../encoding.ts";

/** Of these every ASCII byte is what it is in UTF-8. https://docs.python.org/3/library/codecs.html */
const LIKE_ASCII =
  /^(utf-?8(-sig)?|u8|(us-)?ascii|latin-?1|l1|iso-?8859-\d+|(windows|cp)-?125\d|koi8-[rut])$/;

/**
 * Python ends a line at a lone carriage return, and passes over a byte order mark. To Semgrep a comment
 * goes on past the one, and behind the other the first line is none (measured, 1.182.0): both without a
 * word.
 *
 * @returns the same code as Semgrep reads it right; undefined where it does so already
 */
export function asSemgrepReads(path: string, text: string): string | undefined {
  if (!/\.pyi?$/.test(path) || !/^\uFEFF|\r(?!\n)/.test(text)) return undefined;
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

/** @returns whether Semgrep would read something else in it than who runs it */
export function isOtherwiseEncoded(path: string, text: string): boolean {
  if (isUtf16Or32(text)) return true;
  if (!/\.pyi?$/.test(path)) return false;
  const [encoding] = text
    .split(/\r\n?|\n/, 2)
    .flatMap((line) => /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1] ?? []);
  return encoding !== undefined && !LIKE_ASCII.test(encoding.toLowerCase().replace(/_/g, "-"));
}
