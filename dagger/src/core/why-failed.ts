/** Why a program failed, from how it ended, in a sentence for people. */

export interface ProgramEnd {
  readonly exitCode: number;
  /** The last lines of what it said. */
  readonly tail: string;
  readonly timedOut: boolean;
}

const MOST_SAID = 300;

/** In a sentence: the hint that follows it must still be seen. */
export function whyFailed({ tail, timedOut, exitCode }: ProgramEnd): string {
  const lines = tail.split("\n").filter((line) => line.trim() !== "");
  const telling = lines.filter((line) => !/\b(INFO|DEBUG)\b/.test(line));
  const all = (telling.length > 0 ? telling : lines).join(" ").replace(/\s+/g, " ");
  const said = all.length > MOST_SAID ? `…${all.slice(-MOST_SAID)}` : all || "it said nothing";
  return timedOut ? `it took longer than its limit: ${said}` : `exit code ${exitCode}: ${said}`;
}
