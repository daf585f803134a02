/** Texts in code-unit order, as `compareText` sorts them, or numbers. */

/** @returns how many of them are at most this one */
export function countUpTo<T extends string | number>(sorted: readonly T[], most: T): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const there = sorted[middle];
    if (there !== undefined && there <= most) from = middle + 1;
    else to = middle;
  }
  return from;
}
