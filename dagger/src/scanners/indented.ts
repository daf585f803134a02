/** What stands in a line behind nothing but blanks. */

/**
 * Any blank, but none that ends a line. With `\s*` a search takes time by the square of a text of empty
 * lines: it goes over all of them, from each anew.
 */
export const INDENT = String.raw`[^\S\n\r\u2028\u2029]*`;

export const indented = (what: RegExp): RegExp => new RegExp(`^${INDENT}(?:${what.source})`, "m");
