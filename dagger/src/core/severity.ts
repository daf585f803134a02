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

/** Reads a tool's word for a severity, in any case; a word that nobody knows is `unknown`. */
export function parseSeverity(word: string | undefined): Severity {
  switch (word?.toLowerCase()) {
    case "critical":
      return "critical";
    case "high":
    case "error":
      return "high";
    case "medium":
    case "moderate":
    case "warning":
      return "medium";
    case "low":
    case "note":
      return "low";
    case "info":
    case "informational":
    case "negligible":
    case "none":
      return "info";
    default:
      return "unknown";
  }
}
