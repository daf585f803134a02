/**
 * `1 finding`, `2 findings`; `1 entry`, `2 entries`.
 *
 * @param many the plural, where it is not the singular with an s
 */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** `1 finding is`, `2 findings are`. */
export const countedAre = (count: number, one: string, many?: string): string =>
  `${counted(count, one, many)} ${count === 1 ? "is" : "are"}`;
