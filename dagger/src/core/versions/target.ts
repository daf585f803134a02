/** The one version that mends a package: the lowest, above the installed one, that clears all. */
import type { Ranks } from "./order.ts";

/**
 * @param text as a report gives it: one version, or one for each line of releases, `4.17.21, 5.0.1`;
 *   some (ruby-advisory-db) put an operator before it
 */
export const fixedVersions = (text: string): string[] =>
  text
    .split(",")
    .map((version) => version.replace(/^[\s=<>~^]+/, "").trim())
    .filter((version) => version !== "");

/**
 * @param installed the version that is there
 * @param fixes of each problem, the versions that mend it
 * @param ranks of all of these; empty where the ecosystem's order is not known
 * @returns undefined where nobody can tell: more than one version and no order, or none above
 */
export function targetOf(
  installed: string,
  fixes: readonly (readonly string[])[],
  ranks: Ranks,
): string | undefined {
  const only = theOnly(fixes);
  const from = ranks.get(installed);
  if (only !== undefined) {
    const rank = ranks.get(only);
    // Where one of the two can't be read nothing speaks against it.
    return rank === undefined || from === undefined || rank > from ? only : undefined;
  }
  if (from === undefined) return undefined;
  const newest = newestOf(fixes, ranks);
  if (newest) return newest.rank > from ? newest.version : undefined;
  const above: Ranked[] = [];
  for (const version of new Set(fixes.flat())) {
    const rank = ranks.get(version);
    if (rank === undefined) return undefined;
    if (rank > from) above.push({ version, rank });
  }
  return above
    .sort((a, b) => a.rank - b.rank)
    .find(({ version }) => fixes.every((each) => clears(version, each, ranks)))?.version;
}

interface Ranked {
  readonly version: string;
  readonly rank: number;
}

/** Where each problem has one fix the newest of them has all. Undefined where one has more, or no rank. */
function newestOf(fixes: readonly (readonly string[])[], ranks: Ranks): Ranked | undefined {
  let newest: Ranked | undefined;
  for (const [version, another] of fixes) {
    if (version === undefined || another !== undefined) return undefined;
    const rank = ranks.get(version);
    if (rank === undefined) return undefined;
    if (rank > (newest?.rank ?? -1)) newest = { version, rank };
  }
  return newest;
}

/** The one version that all fixes are, which is so of nearly every package. */
function theOnly(fixes: readonly (readonly string[])[]): string | undefined {
  const only = fixes[0]?.[0];
  for (const each of fixes) {
    if (each.length === 0 || each.some((version) => version !== only)) return undefined;
  }
  return only;
}

/**
 * Whether a version has the fix: it is past all that are named; or past one, and nearer to that
 * one's line of releases than to the line of any that it is not past. Of 4.17.21 and 5.0.1, 4.18.0
 * has it and 5.0.0 has not.
 */
export function clears(version: string, fixes: readonly string[], ranks: Ranks): boolean {
  const rank = ranks.get(version) ?? -1;
  const ahead = fixes.filter((fix) => (ranks.get(fix) ?? 0) > rank);
  if (ahead.length === fixes.length) return false;
  if (ahead.length === 0) return true;
  const past = fixes.filter((fix) => !ahead.includes(fix));
  return past.some((fix) =>
    ahead.every((other) => inCommon(version, fix) > inCommon(version, other)),
  );
}

/** How many parts from the left two versions share; letter by letter, since it is asked very often. */
function inCommon(a: string, b: string): number {
  let parts = 0;
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    if (a[index] !== b[index]) return parts;
    if (isSeparator(a[index])) parts += 1;
  }
  const end = a.length === b.length || isSeparator(a[shorter] ?? b[shorter]);
  return end ? parts + 1 : parts;
}

const isSeparator = (sign: string | undefined): boolean =>
  sign !== undefined && ".+~:_-".includes(sign);
