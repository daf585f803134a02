/** Mend a rule's places: lines of the Dockerfile or of code, a header of the service. */

import { few } from "../few.ts";
import { sentence } from "../sentence.ts";
import type { JudgedFinding } from "../verdict.ts";
import { type Action, type Setting, unique } from "./action.ts";
import { rulePlaces } from "./places.ts";
import { sharedAdvice } from "./short.ts";

const MOST = 4;
/** Titles of one rule that name what each place holds. */
const MOST_TITLES = 2;
/** Letters of a title that stands beside the rule; a longer one is the tool's whole message. */
const MOST_NAME = 80;

/** @param findings of one rule, wherever they are */
export const fix = (findings: readonly JudgedFinding[], { places }: Setting): Action => ({
  kind: "fix",
  findings,
  sure: false,
  describe() {
    const { words, several, first } = rulePlaces(findings);
    const advice = sharedAdvice(findings.map((finding) => finding.advice ?? ""));
    const where = places.where(first);
    const about = aboutOf(findings);
    const isName = about !== "" && about.length <= MOST_NAME;
    // The places are not to be cut off behind a long message.
    const told = isName || about === "" ? advice : `${sentence(about)} ${advice}`.trim();
    return {
      what: `Fix ${findings[0]?.id}${isName ? ` (${about.replace(/\.$/, "")})` : ""}${words}${told && `${several ? "." : ":"} ${told}`}`,
      ...(where && { where }),
    };
  },
});

/** What the rule is about; empty where nothing tells more than its name. */
function aboutOf(findings: readonly JudgedFinding[]): string {
  const titles = unique(findings.map(({ title }) => title));
  return few(
    titles.filter((title) => title !== findings[0]?.id),
    MOST_TITLES,
  );
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
