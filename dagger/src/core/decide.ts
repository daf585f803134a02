/** The decision: stages and findings in, verdict out. Pure; the same input gives the same bytes. */

import { type Declared, limited } from "./exceptions/declared.ts";
import { ExceptionIndex } from "./exceptions/exception-index.ts";
import { policyEntries } from "./exceptions/from-policy.ts";
import { byException, judgedException } from "./exceptions/judged.ts";
import { type Looker, withNotLooked } from "./exceptions/not-looked.ts";
import { VexIndex } from "./exceptions/vex/vex-index.ts";
import type { Writable } from "./finding.ts";
import { joinFindings } from "./join-findings.ts";
import { type Knowledge, learn, type Rescan } from "./knowledge.ts";
import { Places } from "./places.ts";
import { makePlan } from "./plan/plan.ts";
import { policyDigest } from "./policy/digest.ts";
import type { Policy } from "./policy/policy.ts";
import { judge } from "./rules/index.ts";
import type { RunRecords } from "./run-record.ts";
import { SEVERITIES } from "./severity.ts";
import { judgeStage, type StageReport } from "./stage-state.ts";
import {
  type JudgedFinding,
  type JudgedStage,
  overdueOf,
  type Step,
  type Verdict,
} from "./verdict.ts";

export interface Decide {
  /** Every stage of the gate, required or not, in the order to list them. */
  readonly stages: readonly StageReport[];
  readonly policy: Policy;
  readonly policyFile: string;
  /** Stage → why it is not required: dropped by the policy, `--only` or `--skip`. */
  readonly dropped: ReadonlyMap<string, string>;
  /** Of those, what the policy itself drops: the gate has no such stage for this service. */
  readonly droppedByPolicy: ReadonlySet<string>;
  /** What the policy excludes and the scanned source does not hold. */
  readonly unmatched: readonly string[];
  /** The service's folder, where it is the only service and nothing tells what lies beside it. */
  readonly onlyIn?: string | undefined;
  readonly image: RunRecords["image"];
  /** What the runner noted of the repository; says where to look, and nothing else. */
  readonly anchors: RunRecords["anchors"];
  /** Stages that look at the image or the running service: their paths are not of the source. */
  readonly ofImage: ReadonlySet<string>;
  readonly declared: Declared;
  /** Why no VEX statement counts, where that is so. */
  readonly vexRefused: string | undefined;
  /** The package that a BOM-Link names, where it is of this run's bill of materials. */
  readonly packageOf: (bomLink: string) => string | undefined;
  /** What a change makes of the policy and exceptions that judge it. */
  readonly change?: Verdict["change"];
  readonly service: string;
  readonly withoutRecords: boolean;
  /** Where the baseline's bills of materials were to be scanned again. */
  readonly rescan?: Rescan | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** Decides. Never throws; what is missing makes the verdict incomplete. */
export function decide(input: Decide): Verdict {
  const { policy, dropped, now } = input;
  const rules = { limits: policy.limits, now, withoutRecords: input.withoutRecords };
  const judged = input.stages.map((report) => judgeStage(report, rules));
  const stages = judged.map((stage): JudgedStage => {
    const reason = dropped.get(stage.stage);
    return reason === undefined ? stage : { ...stage, state: "dropped", reason };
  });
  const looking = stages.filter((_, index) => !input.stages[index]?.given);
  const places = new Places(input.anchors, input.ofImage);
  const { findings, states: found, learned } = judgeFindings(input, stages, places);
  const states = withNotLooked(found, lookersOf(input, judged));
  const actions = { block: 0, warn: 0, info: 0, excepted: 0 };
  const counts = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, 0]),
  ) as Verdict["counts"];
  for (const finding of findings) {
    actions[finding.action] += 1;
    counts[finding.severity] += 1;
  }
  return {
    schema: 1,
    verdict: nameOf(stages, looking, actions),
    service: input.service,
    decidedAt: new Date(now).toISOString(),
    ...(input.image && { image: digestsOf(input.image) }),
    policy: {
      file: input.policyFile,
      sha256: policyDigest(policy),
      exclude: [...policy.exclude],
      ...(input.unmatched.length > 0 && { unmatched: [...input.unmatched] }),
      ...(input.onlyIn !== undefined && { path: input.onlyIn }),
    },
    ...(input.change && { change: input.change }),
    withoutRecords: input.withoutRecords,
    counts,
    actions,
    ...(learned && { ...learned, overdue: overdueOf(findings).length }),
    stages,
    findings,
    exceptions: states.map(judgedException),
    plan: [...nothingLooked(looking), ...makePlan(findings, stages, states, places)],
  };
}

const digestsOf = ({ config, manifest }: NonNullable<Decide["image"]>) => ({
  config,
  ...(manifest !== undefined && { manifest }),
});

/** A stage that was left out and had run all the same has looked. */
const lookersOf = ({ stages, droppedByPolicy }: Decide, judged: readonly JudgedStage[]): Looker[] =>
  stages.flatMap(({ stage, finds, given }, index) => {
    if (given || droppedByPolicy.has(stage)) return [];
    return [{ stage, finds, looked: judged[index]?.state !== "incomplete" }];
  });

/**
 * Block wins the name over incomplete; both are red. A gate of which every stage was dropped, or
 * does not apply, has looked at nothing and is not green either.
 */
function nameOf(
  stages: readonly JudgedStage[],
  looking: readonly JudgedStage[],
  actions: Verdict["actions"],
): Verdict["verdict"] {
  if (actions.block > 0) return "block";
  const looked = looking.some(({ state }) => state === "complete");
  if (!looked || stages.some(({ state }) => state === "incomplete")) return "incomplete";
  return actions.warn > 0 ? "warn" : "pass";
}

/** A gate that looked at nothing says so: no stage of it is incomplete that could tell why. */
function nothingLooked(stages: readonly JudgedStage[]): Step[] {
  if (stages.some(({ state }) => state === "complete" || state === "incomplete")) return [];
  const what = "No stage looked at anything: require at least one that applies to this service";
  return [{ kind: "run", what, clears: [] }];
}

/** Findings of dropped stages count too: dropping a stage waives its evidence, not what it found. */
function judgeFindings(input: Decide, judged: readonly JudgedStage[], places: Places) {
  const { stages, policy, now } = input;
  const joined = joinFindings(
    stages.map(({ stage, reading }) => ({
      stage,
      tool: reading?.tool.name ?? "",
      findings: reading?.findings ?? [],
    })),
  );
  const learned = learn(joined, knowledgeOf(input, judged), judged, policy, now);
  const { exceptions, vex } = exceptionsOf(input);
  const findings = joined.map((finding): JudgedFinding => {
    const { action, because } = judge(finding, policy, learned !== undefined);
    const stated = vex.match(finding);
    const exception = exceptions.match(finding) ?? stated;
    // Joined for this verdict alone, so that it may be completed in place.
    const own = finding as Writable<JudgedFinding>;
    const where = places.where(finding);
    if (where) own.where = where;
    const excepted = exception !== undefined && action !== "info";
    own.action = excepted ? "excepted" : action;
    own.because = excepted ? byException(exception) : because;
    return own;
  });
  return { findings, states: [...exceptions.states(), ...vex.states()], learned };
}

/** The policy's own come first, then ignore files, then VEX: the first that counts decides. */
function exceptionsOf(input: Decide) {
  const { policy, policyFile, declared, now } = input;
  const maxDays = policy.limits.exceptionMaxDays;
  const entries = [
    ...policyEntries(policy, policyFile),
    ...declared.entries.map((entry) => limited(entry, maxDays, now)),
  ];
  const here = {
    manifest: input.image?.manifest,
    service: input.service,
    packageOf: input.packageOf,
    refused: input.vexRefused,
    maxDays,
    now,
  };
  return {
    exceptions: new ExceptionIndex(entries, now),
    vex: new VexIndex(declared.statements, here),
  };
}

/** A baseline counts only whole, since it may tell that something is not new. */
function knowledgeOf({ stages, rescan }: Decide, judged: readonly JudgedStage[]): Knowledge {
  const parts = stages.map(({ reading }, index): Knowledge => {
    const { earlier, ...rest } = reading?.knowledge ?? {};
    return { ...rest, ...(earlier && judged[index]?.gaps.length === 0 && { earlier }) };
  });
  return Object.assign({}, ...parts, rescan && { rescan }) as Knowledge;
}
