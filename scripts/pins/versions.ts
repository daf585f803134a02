/** Which of several tags or versions is the newest of the same kind. Pure. */

interface Version {
  readonly numbers: readonly number[];
  /** The text around the numbers: `v#.#.#`, `#-bookworm-slim`. */
  readonly shape: string;
}

function parsed(text: string): Version {
  const numbers = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  return { numbers, shape: text.replaceAll(/\d+/g, "#") };
}

function compare(a: Version, b: Version): number {
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * @param version what is pinned: `v7.0.1`, `29.7.2-dind`
 * @param all what there is; another shape (a release candidate, another variant) is another kind
 * @returns undefined where none of them is of this kind: then nothing can be told
 */
export function newestLike(version: string, all: readonly string[]): string | undefined {
  const { shape, numbers } = parsed(version);
  // Without a number (`nonroot`) there is no order: the tag itself, if it is there.
  if (numbers.length === 0) return all.includes(version) ? version : undefined;
  const [newest] = all
    .filter((other) => parsed(other).shape === shape)
    .sort((a, b) => compare(parsed(b), parsed(a)));
  return newest;
}
