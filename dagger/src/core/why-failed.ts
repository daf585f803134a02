/** Why a program failed, from how it ended, in a sentence for people. */

export interface ProgramEnd {
  readonly exitCode: number;
  /** The last lines of what it said. */
  readonly tail: string;
  readonly timedOut: boolean;
}

const MOST_SAID = 300;

/** Go's `failed to a: failed to b: why` says the same at each level; the innermost tells the most. */
function innermost(text: string): string {
  const last = text.lastIndexOf(": failed to ");
  const isWrapped = last !== -1 && /\bfailed to /.test(text.slice(0, last));
  return isWrapped ? text.slice(last + ": ".length) : text;
}

/** In a sentence: the hint that follows it must still be seen. */
export function whyFailed({ tail, timedOut, exitCode }: ProgramEnd): string {
  const lines = tail.split("\n").filter((line) => line.trim() !== "");
  const telling = lines.filter((line) => !/\b(INFO|DEBUG)\b/.test(line));
  const text = (telling.length > 0 ? telling : lines).join(" ").replace(/\s+/g, " ");
  const all = innermost(text);
  const said = all.length > MOST_SAID ? `…${all.slice(-MOST_SAID)}` : all || "it said nothing";
  return timedOut ? `it took longer than its limit: ${said}` : `exit code ${exitCode}: ${said}`;
}
