/** How severe a SARIF result is, by its rule's score or by its level. */
import { parseSeverity, type Severity, worseSeverity } from "../../core/severity.ts";
import { type Rated, undecided } from "./kind.ts";

interface Rule {
  readonly defaultConfiguration?: { readonly level?: string | undefined } | undefined;
  readonly properties?: { readonly "security-severity"?: string | undefined } | undefined;
}

/**
 * GitHub's bands of `security-severity`, a CVSS score as text; else the level. §3.27.10
 * A score that is none, as `CRITICAL` or `undefined`, is read as a word, and the worse of both counts.
 * What is not decided has the level `none`, which says nothing of how bad it would be: then it is
 * the rule's, and unknown where the rule has none.
 */
export function severityOf(entry: Rated, meta: Rule | undefined): Severity {
  const given = meta?.properties?.["security-severity"];
  const score = Number(given ?? Number.NaN);
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  if (score > 0) return "low";
  const ofRule = meta?.defaultConfiguration?.level;
  const level =
    undecided(entry) === undefined
      ? parseSeverity(entry.level ?? ofRule ?? "warning")
      : parseSeverity([entry.level, ofRule].find((each) => each && each !== "none"));
  return given !== undefined && Number.isNaN(score)
    ? worseSeverity(level, parseSeverity(given.trim()))
    : level;
}
