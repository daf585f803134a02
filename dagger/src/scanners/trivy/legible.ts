/**
 * Trivy's secret rules pass over a file that has a control character among its first 300 bytes, as any
 * text in UTF-16 does: one such byte in a comment would hide all the keys behind it (measured, 0.76).
 * So it is given what of such a file can be printed, of binaries too: how many control characters
 * make one is for nobody to say, and a key in a program is a leak as well.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/fanal/utils/utils.go
 */
import { type SourceTree, textAt } from "../source-tree.ts";
import { printable } from "./printable.ts";

/** But those that end or indent a line. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;
/** Controls, and what stands for bytes that are no UTF-8. */
const NO_TEXT = /[^\P{Cc}\t\n\r]|\uFFFD/gu;

const [HEAD, SAMPLE] = [300, 65_536];

/** Of a larger binary not even that: it would take gigabytes of memory. GitHub takes no larger file. */
const MOST = 100 * 1024 * 1024;

export interface Illegible {
  /** Path → what Trivy reads, line for line, of each file that it would take for a binary. */
  readonly legible: ReadonlyMap<string, string>;
  /** How many of them are binaries indeed, so that most of it is left out. */
  readonly binary: number;
  /** How many are too large to be read. */
  readonly unread: number;
}

export function illegible(paths: readonly string[], text: SourceTree["text"]): Illegible {
  const legible = new Map<string, string>();
  let [binary, unread] = [0, 0];
  for (const path of paths) {
    // A file can be larger than any text.
    const whole = textAt({ text }, path);
    if (whole !== undefined && !CONTROL.test(whole.slice(0, HEAD))) continue;
    const isOne = whole !== undefined && isBinary(whole);
    if (whole === undefined || (isOne && whole.length > MOST)) {
      unread += 1;
      continue;
    }
    legible.set(path, printable(whole));
    if (isOne) binary += 1;
  }
  return { legible, binary, unread };
}

/** By the first of it; the NULs between the letters of UTF-16 count for nothing. */
function isBinary(whole: string): boolean {
  const sample = whole.slice(0, SAMPLE).replaceAll("\0", "");
  return (sample.match(NO_TEXT)?.length ?? 0) * 10 > sample.length;
}
