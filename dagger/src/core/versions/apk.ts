/**
 * The order of Alpine's versions: `1.2.3b_rc1-r4`.
 * https://wiki.alpinelinux.org/wiki/APKBUILD_Reference#pkgver
 */
import { compareText } from "../compare.ts";

const SHAPE = /^(\d+(?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:~[0-9a-f]+)?(?:-r(\d+))?$/;

/** A version with no suffix stands where the empty one does. */
const SUFFIXES = ["alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p"];

export const isApk = (version: string): boolean => {
  const [, , , suffixes = ""] = SHAPE.exec(version) ?? [];
  return SHAPE.test(version) && suffixesOf(suffixes).every(({ word }) => SUFFIXES.includes(word));
};

/** @returns less than zero where `a` is the older one; both must be of the shape */
export function compareApk(a: string, b: string): number {
  const [, numbersA = "", letterA = "", suffixesA = "", revisionA = "0"] = SHAPE.exec(a) ?? [];
  const [, numbersB = "", letterB = "", suffixesB = "", revisionB = "0"] = SHAPE.exec(b) ?? [];
  return (
    compareNumbers(numbersA.split("."), numbersB.split(".")) ||
    compareText(letterA, letterB) ||
    compareSuffixes(suffixesOf(suffixesA), suffixesOf(suffixesB)) ||
    Number(revisionA) - Number(revisionB)
  );
}

/** After the first, a part with a leading zero counts as a fraction: 1.02 is before 1.1. */
function compareNumbers(a: string[], b: string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [one, two] = [a[index], b[index]];
    if (one === undefined || two === undefined) return one === undefined ? -1 : 1;
    const fraction = index > 0 && (one.startsWith("0") || two.startsWith("0"));
    const order = fraction ? compareText(one, two) : Number(one) - Number(two);
    if (order !== 0) return order;
  }
  return 0;
}

type Suffix = { readonly word: string; readonly number: number };

const suffixesOf = (text: string): Suffix[] =>
  [...text.matchAll(/_([a-z]+)(\d*)/g)].map(([, word = "", number]) => ({
    word,
    number: Number(number || 0),
  }));

function compareSuffixes(a: readonly Suffix[], b: readonly Suffix[]): number {
  const none: Suffix = { word: "", number: 0 };
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [one, two] = [a[index] ?? none, b[index] ?? none];
    const order =
      SUFFIXES.indexOf(one.word) - SUFFIXES.indexOf(two.word) || one.number - two.number;
    if (order !== 0) return order;
  }
  return 0;
}
