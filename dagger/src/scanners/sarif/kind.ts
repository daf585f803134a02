/** What a SARIF result says that it is: SARIF 2.1.0 §3.27.9. Most say nothing, and are problems. */

export interface Rated {
  readonly kind?: string | undefined;
  readonly level?: string | undefined;
  readonly baselineState?: string | undefined;
}

/** The tool found it in an earlier run, and no more (§3.27.24): no other word there says that it is gone. */
const GONE = "absent";

/** `fail` where it says nothing; a word that the standard has not is shown as `unknown kind`. */
export function kindOf({ kind = "fail", baselineState }: Rated): string {
  if (baselineState === GONE) return GONE;
  return kind === "fail" || NO_PROBLEM.has(kind) || UNDECIDED.has(kind) ? kind : "unknown kind";
}

/** The rule holds, does not apply, or only tells something. */
const NO_PROBLEM = new Set(["pass", "notApplicable", "informational"]);

const UNDECIDED: ReadonlyMap<string, string> = new Map([
  ["open", "the tool could not tell whether it is a problem"],
  ["review", "a person has to say whether it is a problem"],
]);

/**
 * Whether it is listed. What nobody has decided is: it may be a problem. So is one that says that it
 * is none, but has another level than the `none` that the standard then asks for (§3.27.10).
 */
export const asFinding = (result: Rated): boolean =>
  result.baselineState !== GONE &&
  (!NO_PROBLEM.has(kindOf(result)) || (result.level ?? "none") !== "none");

/** Why nobody knows yet whether it is a problem, in words; undefined where that is known. */
export function undecided(result: Rated): string | undefined {
  const kind = kindOf(result);
  return kind === "unknown kind" ? "of a kind that SARIF has not" : UNDECIDED.get(kind);
}
