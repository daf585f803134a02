/** Mend a rule's places: lines of the Dockerfile or of code, a header of the service. */
import type { JudgedFinding } from "../verdict.ts";
import { type Action, few, type Setting, unique } from "./action.ts";
import { rulePlaces } from "./places.ts";
import { sharedAdvice, short } from "./short.ts";

const MOST = 4;
/** Titles of one rule that name what each place holds. */
const MOST_TITLES = 2;

/** @param findings of one rule, wherever they are */
export const fix = (findings: readonly JudgedFinding[], { places }: Setting): Action => ({
  kind: "fix",
  findings,
  sure: false,
  describe() {
    const { words, several, first } = rulePlaces(findings);
    const advice = sharedAdvice(findings.map((finding) => finding.advice ?? ""));
    const where = places.where(first);
    return {
      what: `Fix ${ruleOf(findings)}${words}${advice && `${several ? "." : ":"} ${advice}`}`,
      ...(where && { where }),
    };
  },
});

/** `DS-0002 (Image user should not be 'root')` */
function ruleOf(findings: readonly JudgedFinding[]): string {
  const id = findings[0]?.id ?? "";
  const titles = unique(findings.map(({ title }) => title)).filter((title) => title !== id);
  return titles.length === 0 ? id : `${id} (${few(titles.map(short), MOST_TITLES)})`;
}

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
