/**
 * A UUID of the first 32 hexadecimal digits of a digest, in the layout that RFC 9562 keeps for what
 * is made in a way of its own (version 8): the same in every run.
 */
export function uuidOf(hex: string): string {
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-");
}
