/** Mend a place: a line of the Dockerfile or of code, a secret, a header of the service. */
import type { JudgedFinding } from "../verdict.ts";
import { type Action, few, fewPlaces, rulesOf, type Setting, unique } from "./action.ts";
import { short } from "./short.ts";

const MOST = 4;

/** @param findings of one rule, in one file or on several paths of the service */
export const fix = (findings: readonly JudgedFinding[], { places }: Setting): Action => ({
  kind: "fix",
  findings,
  sure: false,
  describe() {
    const [first] = findings;
    const advice = first?.advice ? `: ${short(first.advice)}` : "";
    const where = places.where(first);
    return {
      what: `Change ${fewPlaces(findings, MOST)}: ${few(rulesOf(findings), MOST)}${advice}`,
      ...(where && { where }),
    };
  },
});

/** A package of a language in which something has no fixed version. */
export const replacePackage = (
  findings: readonly JudgedFinding[],
  { places }: Setting,
): Action => ({
  kind: "fix",
  findings,
  sure: false,
  describe() {
    const [first] = findings;
    const ids = unique(findings.map(({ id }) => id));
    const [ref] = first?.packages ?? [];
    const where = places.where(first);
    return {
      what: `No fix exists yet for ${few(ids, MOST)} in ${ref?.name} ${ref?.version}: replace the package, or accept ${ids.length === 1 ? "it" : "each"} with an exception`,
      ...(where && { where }),
    };
  },
});
