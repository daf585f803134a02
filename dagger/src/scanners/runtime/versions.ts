/** Versions of runtimes as plain numbers: what a released one prints, and where a range holds it. */

/** 24.13.1; a release candidate or a build of one's own is none, since no advisory names it. */
export const VERSION = /^\d+\.\d+\.\d+$/;

/** From the first version, up to the first one without the problem, or through the last one with it. */
export interface Range {
  readonly from: string;
  readonly before?: string | undefined;
  readonly through?: string | undefined;
}

/** Less than zero where `a` is the older one. Both are versions of three numbers, or release lines. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the range holds the version; one with no end holds all that follow. */
export function holds({ from, before, through }: Range, version: string): boolean {
  return (
    compareVersions(from, version) <= 0 &&
    (before === undefined || compareVersions(version, before) < 0) &&
    (through === undefined || compareVersions(version, through) <= 0)
  );
}
