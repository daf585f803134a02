/** Texts of tools, short enough for a step: advice without the talk around it, a reason's two ends. */

const MOST = 200;
const MOST_REASON = 200;

/** `To enhance security, it is strongly recommended not to`, `Instead, it is advisable to`. */
const TALK =
  /(?<=^|[.!?] )(?:[^.,!?]{1,60}, )?it is (?:\w+ )?(?:recommended|advised|advisable) (not )?to (\w)/gi;

/**
 * @param all the advice for each place
 * @returns what holds for all: of the sentences that each begins with as many as fit, the first at
 *   least, and that cut where it alone is too long; empty where they share none
 */
export function sharedAdvice(all: readonly string[]): string {
  const [first = "", ...others] = new Set(all);
  let shared = sentencesOf(first);
  for (const other of others) {
    const sentences = sentencesOf(other);
    const differs = shared.findIndex((sentence, index) => sentence !== sentences[index]);
    if (differs >= 0) shared = shared.slice(0, differs);
    if (shared.length === 0) break;
  }
  return fitting(shared);
}

function sentencesOf(advice: string): string[] {
  const plain = advice
    .replace(/\s+/g, " ")
    .trim()
    .replace(TALK, (_, not: string | undefined, letter: string) =>
      not === undefined ? letter.toUpperCase() : `Do not ${letter}`,
    );
  return plain.split(/(?<=[.!?]) (?=[A-Z])/);
}

function fitting(sentences: readonly string[]): string {
  let kept = "";
  for (const sentence of sentences) {
    if (kept !== "" && kept.length + 1 + sentence.length > MOST) break;
    kept = kept === "" ? sentence : `${kept} ${sentence}`;
  }
  const letters = [...kept];
  return letters.length > MOST ? `${letters.slice(0, MOST - 1).join("")}…` : kept;
}

/**
 * A reason that quotes a tool begins with what failed and ends with why: the middle is left out. Half a
 * word (an image's reference) says nothing, so it goes too, unless nothing else would be left.
 */
export function bothEnds(reason: string): string {
  const letters = [...reason];
  if (letters.length <= MOST_REASON) return reason;
  const half = MOST_REASON / 2;
  const start = letters.slice(0, half - 1).join("");
  const end = letters.slice(1 - half).join("");
  return `${start.replace(/(?<=\S)\s+\S*$/, "")}… ${end.replace(/^\S*\s+(?=\S)/, "")}`;
}
