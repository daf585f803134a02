/** The order of Maven's versions: https://maven.apache.org/pom.html#version-order-specification */
import { compareText } from "../compare.ts";

interface Token {
  /** What stands before it; a change from digits to letters counts as a hyphen. */
  readonly separator: "." | "-";
  readonly value: number | string;
}

/** In this order, before every other word; release is the empty one. */
const QUALIFIERS = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];
const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({ cr: "rc", final: "", ga: "", release: "" }),
);
/** Only where a number follows at once. */
const SHORT: ReadonlyMap<string, string> = new Map(
  Object.entries({ a: "alpha", b: "beta", m: "milestone" }),
);

export const isMaven = (version: string): boolean => /^\d[\w.+-]*$/.test(version);

/** @returns less than zero where `a` is the older one */
export function compareMaven(a: string, b: string): number {
  const [left, right] = [tokensOf(a), tokensOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one, two] = [left[index], right[index]];
    const order = compareTokens(one ?? nothing(two), two ?? nothing(one));
    if (order !== 0) return order;
  }
  return 0;
}

function tokensOf(version: string): Token[] {
  const parts = [
    ...version.toLowerCase().matchAll(/([.\-_]?)(?:(\d+)|([^\d.\-_]+)|(?=[.\-_]|$))/g),
  ];
  const tokens = parts
    .filter(([whole]) => whole !== "")
    .map(([whole, separator = "", digits, letters], index): Token => {
      const next = parts[index + 1]?.[0] ?? "";
      const value =
        letters === undefined
          ? Number(digits ?? 0)
          : ((/^\d/.test(next) ? SHORT.get(letters) : undefined) ?? SAME.get(letters) ?? letters);
      return { separator: separator === "." || (whole !== "" && index === 0) ? "." : "-", value };
    });
  return trimmed(tokens);
}

/** Without the nulls at its end, and those before each hyphen. */
function trimmed(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (const token of [...tokens].reverse()) {
    const ends = kept.length === 0 || kept[kept.length - 1]?.separator === "-";
    if (!(ends && isNull(token))) kept.push(token);
  }
  return kept.reverse();
}

const isNull = ({ value }: Token): boolean => value === 0 || value === "";

const nothing = (other: Token | undefined): Token =>
  typeof other?.value === "number" && other.separator === "."
    ? { separator: ".", value: 0 }
    : { separator: "-", value: typeof other?.value === "number" ? 0 : "" };

/** Word < -number < .number */
function compareTokens(a: Token, b: Token): number {
  const kind = ({ separator, value }: Token) =>
    typeof value === "string" ? 0 : separator === "-" ? 1 : 2;
  if (kind(a) !== kind(b)) return kind(a) - kind(b);
  if (typeof a.value === "number" && typeof b.value === "number") return a.value - b.value;
  return compareWords(String(a.value), String(b.value));
}

function compareWords(a: string, b: string): number {
  const rank = (word: string) => {
    const at = QUALIFIERS.indexOf(word);
    return at === -1 ? QUALIFIERS.length : at;
  };
  return rank(a) - rank(b) || compareText(a, b);
}
