/** Minimum, median and maximum, and whether a ratio keeps its bound. */

export function spread(values: readonly number[]): { min: number; median: number; max: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { min: at(0), median: at(0.5), max: at(1) };
}

let broken = 0;

/** Prints one line; the median is what is held against the bound. */
export function report(
  name: string,
  values: readonly number[],
  bound: string,
  kept: boolean,
): void {
  const { min, median, max } = spread(values);
  const figures = [min, median, max].map((value) => value.toFixed(2)).join(" / ");
  if (!kept) broken += 1;
  console.log(`${kept ? "ok  " : "MISS"} ${name.padEnd(52)} ${figures}  (${bound})`);
}

export const exitCode = (): number => (broken === 0 ? 0 : 1);
