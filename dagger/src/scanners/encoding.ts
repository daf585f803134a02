/** Files that others read in another encoding than ours, which is UTF-8 alone. */

/** Bytes that no UTF-8 text starts with: a mark of UTF-16, or of UTF-32 with NULs around it. */
export const isUtf16Or32 = (text: string): boolean => /^\0{0,2}\uFFFD\uFFFD/.test(text);
