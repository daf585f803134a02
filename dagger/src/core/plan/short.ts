/** Texts of tools, short enough for a step: advice without the talk around it, a reason's two ends. */

const MOST = 200;
const MOST_REASON = 200;

/** `To enhance security, it is strongly recommended not to`, `Instead, it is advisable to`. */
const TALK =
  /(?<=^|[.!?] )(?:[^.,!?]{1,60}, )?it is (?:\w+ )?(?:recommended|advised|advisable) (not )?to (\w)/gi;

/** @returns as many whole sentences as fit, the first at least, and that cut where it alone is too long */
export function short(advice: string): string {
  const plain = advice
    .replace(/\s+/g, " ")
    .trim()
    .replace(TALK, (_, not: string | undefined, letter: string) =>
      not === undefined ? letter.toUpperCase() : `Do not ${letter}`,
    );
  let kept = "";
  for (const sentence of plain.split(/(?<=[.!?]) (?=[A-Z])/)) {
    if (kept !== "" && kept.length + 1 + sentence.length > MOST) break;
    kept = kept === "" ? sentence : `${kept} ${sentence}`;
  }
  const letters = [...kept];
  return letters.length > MOST ? `${letters.slice(0, MOST - 1).join("")}…` : kept;
}

/** A reason that quotes a tool begins with what failed and ends with why: the middle is left out. */
export function bothEnds(reason: string): string {
  const letters = [...reason];
  if (letters.length <= MOST_REASON) return reason;
  const half = MOST_REASON / 2;
  const [start, end] = [letters.slice(0, half - 1), letters.slice(1 - half)];
  return `${start.join("").trimEnd()}… ${end.join("").trimStart()}`;
}
