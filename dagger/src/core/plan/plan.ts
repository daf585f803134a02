/**
 * The plan: the actions that turn a verdict green. All of them done, no blocker and no gap is left;
 * none of them can be left out. A leaked secret comes first, since it may be in use already; then the
 * worst severity that a step clears decides, then how many findings. A stage that has yet to look
 * stands with findings of unknown severity, after critical and high: nobody knows what it would find.
 */
import { addTo } from "../add-to.ts";
import { compareText } from "../compare.ts";
import type { ExceptionState } from "../exceptions/state.ts";
import { type PackageIdentities, packageIdentities } from "../package-identity.ts";
import type { Places } from "../places.ts";
import { compareSeverity, type Severity, worseSeverity } from "../severity.ts";
import type { JudgedFinding, JudgedStage, Step } from "../verdict.ts";
import { Ranking } from "../versions/ranking.ts";
import type { Action, Setting } from "./action.ts";
import { fix, replacePackage } from "./fix.ts";
import { isMendable } from "./packages.ts";
import { rebuild, replaceBase } from "./rebuild.ts";
import { type Lapsed, lapsedOf, orRenew, renew } from "./renew.ts";
import { runSteps } from "./run.ts";
import { revoke, withCopies } from "./secret.ts";
import { upgrade } from "./upgrade.ts";
import { Warnings } from "./warnings.ts";

/**
 * @param findings all findings, judged, in the verdict's order; only those that block are planned for,
 *   and a step says which version would clear its package's warnings too
 * @param stages all stages; each incomplete one must be made to run
 * @param exceptions with their states; one that ran out and covered a blocker may be renewed
 * @param places where in the repository to look
 */
export function makePlan(
  findings: readonly JudgedFinding[],
  stages: readonly JudgedStage[],
  exceptions: readonly ExceptionState[],
  places: Places,
): Step[] {
  const blockers = findings.filter(({ action }) => action === "block");
  const warnings = findings.filter(({ action }) => action === "warn");
  const setting = settingOf(places, blockers, warnings);
  const lapsed = lapsedOf(exceptions);
  const cleared = lapsed.size > 0 ? eachOnce() : (fingerprints: string[]) => fingerprints;
  const steps = needed([...mends(blockers, setting), ...renewals(blockers, lapsed)]).map(
    (action): Ordered => {
      const { findings, kind } = action;
      const clears = cleared(findings.map(({ fingerprint }) => fingerprint));
      const { what, ...more } = action.describe();
      const or = kind === "renew" ? "" : orRenew(findings, lapsed);
      return {
        step: { kind, what: what + or, clears, ...more },
        secret: findings.some(({ category }) => category === "secret"),
        worst: findings.map(({ severity }) => severity).reduce(worseSeverity),
      };
    },
  );
  const runs = runSteps(stages).map((step): Ordered => ({ step, secret: false, worst: "unknown" }));
  return [...runs, ...steps].sort(inOrder).map(({ step }) => step);
}

/** @returns what clears this one finding, whether it blocks or not, in the words of a step */
export function wordsToClear(finding: JudgedFinding, places: Places): string | undefined {
  const [action] = mends([finding], settingOf(places, [finding], []));
  return action?.describe().what;
}

function settingOf(
  places: Places,
  blockers: readonly JudgedFinding[],
  warnings: readonly JudgedFinding[],
): Setting {
  const identities = packageIdentities();
  return {
    places,
    identities,
    ranking: new Ranking([...blockers, ...warnings]),
    warnings: new Warnings(warnings, identities),
  };
}

interface Ordered {
  readonly step: Step;
  readonly secret: boolean;
  /** Of what it clears. */
  readonly worst: Severity;
}

const inOrder = (a: Ordered, b: Ordered): number =>
  Number(b.secret) - Number(a.secret) ||
  compareSeverity(a.worst, b.worst) ||
  Number(b.step.kind === "run") - Number(a.step.kind === "run") ||
  b.step.clears.length - a.step.clears.length ||
  compareText(a.step.what, b.step.what);

/** What two actions clear is told of the first; only renewals share findings with others. */
function eachOnce(): (fingerprints: string[]) => string[] {
  const told = new Set<string>();
  return (fingerprints) => {
    const first = fingerprints.filter((fingerprint) => !told.has(fingerprint));
    for (const fingerprint of first) told.add(fingerprint);
    return first;
  };
}

/** One for each remedy; every blocker has one. */
function mends(blockers: readonly JudgedFinding[], setting: Setting): Action[] {
  const remedies = new Map<Make, Map<string, JudgedFinding[]>>();
  for (const finding of blockers) {
    const [make, key] = remedyOf(finding, setting.identities);
    let groups = remedies.get(make);
    if (!groups) {
      groups = new Map();
      remedies.set(make, groups);
    }
    addTo(groups, key, finding);
  }
  return [...remedies].flatMap(([make, groups]) => {
    const each = [...groups.values()];
    const joined = make === revoke ? withCopies(each, setting.places) : each;
    return joined.map((findings) => make(findings, setting));
  });
}

type Make = (findings: readonly JudgedFinding[], setting: Setting) => Action;

/** What mends it, and what else the same action mends. */
function remedyOf(finding: JudgedFinding, identities: PackageIdentities): readonly [Make, string] {
  const { category, id, packages, locations } = finding;
  const [ref] = packages;
  if (!ref) {
    // Secrets leave a file together.
    if (category === "secret") return [revoke, locations[0]?.path ?? ""];
    // What a rule asks for is done in one go, wherever it is not: in each manifest, on each path.
    return [fix, `${category} ${id}`];
  }
  const mendable = isMendable(finding);
  // A program that no package brought, Node.js say, comes with the base image too.
  if (ref.os || ref.purl.startsWith("pkg:generic/")) {
    return mendable ? [rebuild, ""] : [replaceBase, ""];
  }
  const identity = identities(ref);
  return mendable ? [upgrade, identity] : [replacePackage, identity];
}

function renewals(blockers: readonly JudgedFinding[], lapsed: Lapsed): Action[] {
  if (lapsed.size === 0) return [];
  const covered = new Map<ExceptionState, JudgedFinding[]>();
  for (const finding of blockers) {
    for (const state of lapsed.get(finding.fingerprint) ?? []) addTo(covered, state, finding);
  }
  return [...covered].map(([state, findings]) => renew(state, findings));
}

/**
 * Leaves out, one after the other, each action whose findings the others clear. First renewals of
 * what can be mended, then mends that nobody knows of where an exception ran out, then the rest: a
 * fix that exists is better than an exception.
 */
function needed(actions: readonly Action[]): Action[] {
  if (!actions.some(({ kind }) => kind === "renew")) return [...actions];
  const times = new Map<JudgedFinding, number>();
  for (const { findings } of actions) {
    for (const finding of findings) times.set(finding, (times.get(finding) ?? 0) + 1);
  }
  const mendable = new Set(actions.filter(({ sure }) => sure).flatMap(({ findings }) => findings));
  const left = new Set<Action>();
  const rank = ({ kind, sure, findings }: Action): number => {
    if (kind !== "renew") return sure ? 3 : 1;
    return findings.every((finding) => mendable.has(finding)) ? 0 : 2;
  };
  for (const action of [...actions].sort((a, b) => rank(a) - rank(b))) {
    if (action.findings.some((finding) => times.get(finding) === 1)) continue;
    left.add(action);
    for (const finding of action.findings) times.set(finding, (times.get(finding) ?? 0) - 1);
  }
  return actions.filter((action) => !left.has(action));
}
