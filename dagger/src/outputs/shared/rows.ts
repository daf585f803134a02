/** JSON rows within a reader's limits; the worst come first, so that what is cut off is the rest. */

export interface Limits {
  readonly rows: number;
  /** Of all rows as JSON. */
  readonly bytes: number;
}

/**
 * @param items worst first
 * @returns the rows that fit, each as JSON, and how many are left out
 */
export function rowsWithin<T>(
  items: readonly T[],
  toRow: (item: T) => unknown,
  limits: Limits,
): { rows: string[]; left: number } {
  const rows: string[] = [];
  let bytes = 0;
  for (const item of items) {
    if (rows.length === limits.rows) break;
    const row = JSON.stringify(toRow(item));
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > limits.bytes) break;
    rows.push(row);
  }
  return { rows, left: items.length - rows.length };
}
