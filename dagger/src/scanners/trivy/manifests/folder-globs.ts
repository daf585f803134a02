/**
 * Whether a folder is among those that a workspace lists: `apps/*`, `libs/**`. Compared by hand, since a
 * pattern made of somebody's stars may take a regular expression for ever. Braces and the like stand
 * for themselves, so that nothing is taken for listed that is not.
 */

export function isListed(folder: string, globs: readonly string[]): boolean {
  const parts = folder.split("/");
  return globs.some((glob) => {
    const wanted = glob.replace(/^\.\//, "").replace(/\/$/, "").split("/");
    return fits(parts, wanted, "**", (part, one) => fits([...part], [...one], "*", Object.is));
  });
}

/** @param any stands for as many as there are; where it did not do, the last one takes one more */
function fits(
  parts: readonly string[],
  wanted: readonly string[],
  any: string,
  isOne: (part: string, one: string) => boolean,
): boolean {
  let [at, next] = [0, 0];
  let last: { at: number; next: number } | undefined;
  for (let part = parts[at]; part !== undefined; part = parts[at]) {
    const one = wanted[next];
    if (one === any) {
      next += 1;
      last = { at, next };
    } else if (one !== undefined && isOne(part, one)) {
      at += 1;
      next += 1;
    } else if (last) {
      last.at += 1;
      ({ at, next } = last);
    } else {
      return false;
    }
  }
  return wanted.slice(next).every((one) => one === any);
}
