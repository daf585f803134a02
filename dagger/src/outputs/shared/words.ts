/** The words that every rendering shares. Text from reports passes through untouched: see inert.ts. */
import { addTo } from "../../core/add-to.ts";
import { counted } from "../../core/counted.ts";
import { placeText } from "../../core/places.ts";
import type { JudgedFinding, JudgedStage, Verdict, VerdictName } from "../../core/verdict.ts";
import { newsCaveats } from "./news.ts";
import { isGiven } from "./stages.ts";

const HEADLINES: Record<VerdictName, string> = {
  pass: "every required stage ran and nothing found stands in the way.",
  warn: "it may ship; what is listed wants mending in time.",
  block: "it must not ship until the findings below are cleared.",
  incomplete: "evidence is missing, so nobody can say that it may ship.",
};

/** What the verdict's name means, to follow it. */
export const headline = (verdict: Verdict): string => HEADLINES[verdict.verdict];

/**
 * `1 of 10 stages`, where a green verdict is of fewer than all, by `--only`, `--skip` or the policy:
 * it stands beside the verdict's name, so that nobody takes it for one of the whole gate. Else empty.
 *
 * @param services what the verdict is over: one, or several
 */
export function portion(name: VerdictName, services: readonly Verdict[]): string {
  if (name !== "pass" && name !== "warn") return "";
  const all = services.flatMap(({ stages }) => stages.filter(({ stage }) => !isGiven(stage)));
  const asked = all.filter(({ state }) => state !== "dropped");
  return asked.length === all.length ? "" : `${asked.length} of ${counted(all.length, "stage")}`;
}

/** `PASS`, or `PASS (1 of 10 stages)`. */
export function nameOf(name: VerdictName, services: readonly Verdict[]): string {
  const of = portion(name, services);
  return `${name.toUpperCase()}${of && ` (${of})`}`;
}

/** Letters of a step: what to do stands at its end, behind what is lacking and where. */
export const MOST_OF_STEP = 1000;

/** `2 block, 5 warn, 3 info, 1 excepted`, and how many stages lack evidence. */
export function summary({ actions, stages }: Verdict): string {
  const missing = stages.filter(({ state }) => state === "incomplete").length;
  const counts = `${actions.block} block, ${actions.warn} warn, ${actions.info} info, ${actions.excepted} excepted`;
  return missing === 0
    ? counts
    : `${counts}; ${missing} of ${counted(stages.length, "stage")} incomplete`;
}

/** The summary in a row of several services. */
export function rowSummary(verdict: Verdict): string {
  const of = portion(verdict.verdict, [verdict]);
  return `${summary(verdict)}${of && `; only ${of}`}`;
}

/**
 * What blocks first, then what warns, what is excepted, the rest; each with what is overdue first,
 * else by severity, as they come.
 */
export const byAction = (findings: readonly JudgedFinding[]): JudgedFinding[] =>
  (["block", "warn", "excepted", "info"] as const).flatMap((wanted) => {
    const of = findings.filter(({ action }) => action === wanted);
    if (!of.some(({ due }) => due?.overdue)) return of;
    return [...of.filter(({ due }) => due?.overdue), ...of.filter(({ due }) => !due?.overdue)];
  });

/** Every gap of the stages that are incomplete, with its stage. */
export const gapsOf = ({ stages }: Verdict) =>
  stages
    .filter(({ state }) => state === "incomplete")
    .flatMap(({ stage, gaps }) => gaps.map((gap) => ({ stage, ...gap })));

/** Where a finding is: package and version, then file and line. */
export function whereOf({ packages, locations }: JudgedFinding): string {
  const [ref] = packages;
  const [place] = locations;
  const at = place ? placeText(place) : "";
  const more = Math.max(packages.length, locations.length) - 1;
  const first = ref ? `${ref.name} ${ref.version} (${at})` : at;
  return more > 0 ? `${first} and ${more} more` : first;
}

/** What the change makes of its own judge: it is said before all else. */
export function changeLines({ change }: Verdict): string[] {
  if (!change || change.what.length === 0) return [];
  const who =
    change.judgedBy === "protected" ? "the protected ones judged" : "it was judged by them";
  return [
    `Against ${change.against} this change alters its own policy or exceptions; ${who}`,
    ...change.what,
  ];
}

/** What narrowed the gate, in sentences, so that a green verdict never hides it. */
export function caveats(verdict: Verdict): string[] {
  const { stages, withoutRecords, policy } = verdict;
  return [
    ...byReason(stages.filter(({ state }) => state === "dropped")).map(
      ([reason, names]) => `Not required: ${names}, ${reason}`,
    ),
    ...byReason(stages.filter(({ state }) => state === "not-applicable")).map(
      ([reason, names]) => `Does not apply: ${names}, ${reason}`,
    ),
    ...(policy.exclude.length > 0
      ? [`Left out of the source scans by the policy: ${excluded(policy).join(", ")}`]
      : []),
    ...(policy.path === undefined
      ? []
      : [`Of the source only ${policy.path} was looked at, and nothing beside it`]),
    ...(withoutRecords
      ? [
          "Bare reports were accepted without run records: image digest, database age and canary are unproven.",
        ]
      : []),
    ...stages
      .filter(({ reused }) => reused)
      .map(({ stage, startedAt }) => `Reused: ${stage}, which really ran at ${startedAt}`),
    ...stages
      .filter(({ state }) => state === "complete")
      .flatMap(({ stage, soon = [] }) => soon.map((each) => `Soon, of ${stage}: ${each}`)),
    ...newsCaveats(verdict),
  ];
}

/** What stages say of their own sight, in sentences: what they pass over, what they can't tell. */
export const noteLines = ({ stages }: Verdict): string[] =>
  stages.flatMap(({ stage, notes }) => notes.map((note) => `${stage}: ${note}`));

/** What is left out; what is not there to be left out is said to be so. */
const excluded = ({ exclude, unmatched = [] }: Verdict["policy"]): string[] =>
  exclude.map((path) => (unmatched.includes(path) ? `${path} (not in the source)` : path));

/** Stages of one reason in one line. */
function byReason(stages: readonly JudgedStage[]): (readonly [string, string])[] {
  const reasons = new Map<string, string[]>();
  for (const { stage, reason } of stages) addTo(reasons, reason, stage);
  return [...reasons].map(([reason, names]) => [reason, names.join(", ")] as const);
}
