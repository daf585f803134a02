/** Finds the findings that are meant, and tells of one how the verdict came to it. */
import { compareText } from "./compare.ts";
import { Places } from "./places.ts";
import { wordsToClear } from "./plan/plan.ts";
import type { Policy } from "./policy/policy.ts";
import { type Considered, considered } from "./rules/index.ts";
import type { JudgedException, JudgedFinding, Step, Verdict } from "./verdict.ts";

export interface Explanation {
  readonly service: string;
  readonly finding: JudgedFinding;
  /** What the policy's rules say, exceptions aside. */
  readonly rules: readonly Considered[];
  /** Every exception that names it, and whether it is within its limits. */
  readonly exceptions: readonly { readonly exception: JudgedException; readonly covers: boolean }[];
  /** The step of the plan that clears it; undefined where it does not block. */
  readonly step: Step | undefined;
  /** What would clear it all the same, where it only warns. */
  readonly mend: string | undefined;
}

/** The shortest beginning of a fingerprint that is taken for one. */
const LEAST = 4;

/**
 * @param wanted a fingerprint, its beginning, or the advisory's or rule's id, or another name of it
 * @returns those of the first of these ways that finds any
 */
export function findingsMeant(
  findings: readonly JudgedFinding[],
  wanted: string,
): readonly JudgedFinding[] {
  const text = wanted.trim().toLowerCase();
  const same = (other: string) => other.toLowerCase() === text;
  const ways: ((finding: JudgedFinding) => boolean)[] = [
    ({ fingerprint }) => same(fingerprint),
    ({ id }) => same(id),
    ({ aliases }) => aliases.some(same),
    ({ fingerprint }) => text.length >= LEAST && fingerprint.startsWith(text),
  ];
  return ways.map((way) => findings.filter(way)).find((found) => found.length > 0) ?? [];
}

/** Ids of findings whose id, package or title has that text in it, else of those that begin alike. */
export function nearMatches(findings: readonly JudgedFinding[], wanted: string): string[] {
  const text = wanted.trim().toLowerCase();
  const has = (other: string) => other.toLowerCase().includes(text);
  const inIt = findings.filter(
    ({ id, aliases, title, packages }) =>
      [id, ...aliases, title].some(has) || packages.some(({ name }) => has(name)),
  );
  const ids = (of: readonly JudgedFinding[]) => [...new Set(of.map(({ id }) => id))];
  if (inIt.length > 0) return ids(inIt);
  const alike = (id: string) => {
    let length = 0;
    while (length < text.length && id.toLowerCase()[length] === text[length]) length += 1;
    return length;
  };
  return ids(findings)
    .filter((id) => alike(id) >= LEAST)
    .sort((a, b) => alike(b) - alike(a) || compareText(a, b));
}

/**
 * @param policy the effective one of the service
 * @param ofImage stages whose paths are not of the source
 */
export function explain(
  verdict: Verdict,
  policy: Policy,
  finding: JudgedFinding,
  ofImage: ReadonlySet<string>,
): Explanation {
  const names = [finding.id, finding.fingerprint, ...finding.aliases];
  return {
    service: verdict.service,
    finding,
    rules: considered(finding, policy),
    exceptions: verdict.exceptions
      .filter(({ id, covers }) => names.includes(id) || covers.includes(finding.fingerprint))
      .map((exception) => ({
        exception,
        covers: exception.covers.includes(finding.fingerprint),
      })),
    step: verdict.plan.find(({ clears }) => clears.includes(finding.fingerprint)),
    mend:
      finding.action === "warn" ? wordsToClear(finding, new Places(undefined, ofImage)) : undefined,
  };
}
