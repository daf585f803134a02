/** The severities of the field, and how they compare. */

export const SEVERITIES = ["critical", "high", "medium", "low", "info", "unknown"] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * Unknown ranks with high: a finding that no source has rated yet may be anything, and gates that
 * dropped those went green (gatecheckdev/gatecheck).
 */
const ORDER: Record<Severity, number> = {
  critical: 0,
  high: 1,
  unknown: 2,
  medium: 3,
  low: 4,
  info: 5,
};

/** Sorts the most severe first; unknown stands after high. */
export function compareSeverity(a: Severity, b: Severity): number {
  return ORDER[a] - ORDER[b];
}

/** The severer of two, so that merging two sources never lowers a finding. */
export function worseSeverity(a: Severity, b: Severity): Severity {
  return compareSeverity(a, b) <= 0 ? a : b;
}

const WORDS: Readonly<Record<Exclude<Severity, "unknown">, readonly string[]>> = {
  critical: ["critical"],
  high: ["high", "error"],
  medium: ["medium", "moderate", "warning"],
  low: ["low", "note"],
  info: ["info", "informational", "negligible", "none"],
};

/** In the two cases that tools write, so that a word is seldom changed before it is found. */
const BY_WORD = new Map(
  (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((severity) =>
    WORDS[severity].flatMap((word) => [
      [word, severity] as const,
      [word.toUpperCase(), severity] as const,
    ]),
  ),
);

/** Reads a tool's word for a severity, in any case; a word that nobody knows is `unknown`. */
export function parseSeverity(word: string | undefined): Severity {
  if (word === undefined) return "unknown";
  return BY_WORD.get(word) ?? BY_WORD.get(word.toLowerCase()) ?? "unknown";
}
