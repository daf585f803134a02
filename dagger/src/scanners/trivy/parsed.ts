/** What a lockfile or manifest holds, before anything is known of its shape. */
import { parse } from "yaml";

/** @returns undefined where it can't be parsed: what that means is its reader's to say */
export function parsed(how: (text: string) => unknown, text: string): unknown {
  try {
    return how(text);
  } catch {
    return undefined;
  }
}

/** To look for keys that stand twice takes time by the square of their number. */
export const yaml = (text: string): unknown => parse(text, { uniqueKeys: false });

export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, "");
