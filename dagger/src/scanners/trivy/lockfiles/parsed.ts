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
export const yaml = (text: string): unknown => parse(text, { uniqueKeys: false, merge: true });

export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, "");

/** An object of the file, of whatever shape. */
export type Any = Readonly<Record<string, unknown>>;

/** Not by `instanceof`: the tables of smol-toml have no prototype. */
export const any = (value: unknown): Any =>
  typeof value === "object" && value !== null ? (value as Any) : {};
