/**
 * `1 finding`, `2 findings`; `1 entry`, `2 entries`.
 *
 * @param many the plural, where it is not the singular with an s
 */
export const counted = (count: number, one: string, many?: string): string =>
  `${count} ${noun(count, one, many)}`;

/** The same without the number, for where that is written in another way. */
export const noun = (count: number, one: string, many = `${one}s`): string =>
  count === 1 ? one : many;

/** `1 finding is`, `2 findings are`. */
export const countedAre = (count: number, one: string, many?: string): string =>
  `${counted(count, one, many)} ${noun(count, "is", "are")}`;
