/** What someone meant who wrote a name that there is not. */

/**
 * @param given what was written
 * @param known the names that there are
 * @returns those that it is near to, the nearest alone: the same but for case and underscores, else
 *   those that it begins, else those within one edit (two, of ten letters and more)
 */
export function near(given: string, known: readonly string[]): string[] {
  const plain = (name: string) => name.toLowerCase().replaceAll("_", "-");
  const wanted = plain(given);
  const most = wanted.length < 4 ? 0 : wanted.length < 10 ? 1 : 2;
  const tests: ((name: string) => boolean)[] = [
    (name) => name === wanted,
    (name) => wanted.length >= 3 && name.startsWith(wanted),
    (name) => Math.abs(name.length - wanted.length) <= most && edits(wanted, name) <= most,
  ];
  for (const test of tests) {
    const found = known.filter((name) => test(plain(name)));
    if (found.length > 0) return found;
  }
  return [];
}

/** `Did you mean health?`, or nothing where it is near to none. */
export function didYouMean(given: string, known: readonly string[]): string | undefined {
  const meant = near(given, known);
  return meant.length > 0 && meant.length <= 3 ? `Did you mean ${either(meant)}?` : undefined;
}

/** `a, b or c`. */
export const either = (words: readonly string[]): string =>
  words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} or ${words.slice(-1).join("")}`;

/** Letters put in, left out, changed, or swapped with the next one (optimal string alignment). */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? Number.POSITIVE_INFINITY) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(changed, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
