/** Evaluates a reports folder: pairs each scanner with its record and files, then decides. */
import { checkOutputs } from "./core/check-outputs.ts";
import { type Decide, decide } from "./core/decide.ts";
import { type Reading, unreadable } from "./core/evidence.ts";
import { type Declared, NOTHING_DECLARED, together } from "./core/exceptions/declared.ts";
import { guardFiles } from "./core/exceptions/guarded.ts";
import { exceptionPaths } from "./core/exceptions/paths.ts";
import { bomLinks } from "./core/exceptions/vex/cyclonedx.ts";
import { type Policy, requiredStages } from "./core/policy.ts";
import type { Guard } from "./core/protect.ts";
import { ruleChanges } from "./core/rule-changes.ts";
import type { RunRecords, StageRecord } from "./core/run-record.ts";
import { dockerfileOf } from "./core/services.ts";
import type { StageReport } from "./core/stage-state.ts";
import type { Verdict } from "./core/verdict.ts";
import { withRescan } from "./rescan.ts";
import { RESCAN } from "./scanners/baseline/rescan.ts";
import { SCANNERS, scannerOf } from "./scanners/index.ts";
import { linkGaps } from "./scanners/links.ts";
import { unmatchedExcludes } from "./scanners/looked-at.ts";
import { SBOM } from "./scanners/trivy/sbom.ts";
import { stageInput } from "./stage-input.ts";

export interface Evaluate {
  /** Undefined for bare reports. */
  readonly records: RunRecords | undefined;
  /** Stage → file name → content. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;
  /** Ignore files and VEX of the source; none where it is absent. */
  readonly declared?: Declared;
  /** VEX that was given beside it. */
  readonly givenVex?: Declared;
  /** What the protected branch has in their place, and the policy's. */
  readonly guard?: Guard;
  readonly policy: Policy;
  /** Name of the policy's file, for the verdict. */
  readonly policyFile: string;
  readonly withoutRecords?: boolean;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Decides whether it may be pushed: what can only run after that is not required yet. */
  readonly beforePublish?: boolean;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** They select nothing of the source: the paths that they tell are of the image, or of a URL. */
export const OF_IMAGE = new Set(
  SCANNERS.filter(({ invocation }) => !invocation?.select).map(({ stage }) => stage),
);

/** The verdict over the given reports; never throws. */
export function evaluate(input: Evaluate): Verdict {
  return decide(decisionOf(input));
}

/** Everything that the decision is made from: what each scanner read, and the rules. */
export function decisionOf(input: Evaluate): Decide {
  const { records, files, policy } = input;
  const reports = stagesOf(input).map((stage): StageReport => {
    const { mayNotApply, finds, install, fineExitCodes = [], given = false } = scannerOf(stage);
    const entries = records?.stages.filter((entry) => entry.stage === stage) ?? [];
    const reading = readStage(input, stage, entries, files.get(stage));
    const scanner = { mayNotApply, finds, install, fineExitCodes, given };
    return { stage, record: entries[0], reading, ...scanner };
  });
  const { stages, rescan } = withRescan(input, reports);
  const unmatched = unmatchedExcludes(records?.stages ?? []);
  return {
    stages,
    rescan,
    policy,
    policyFile: input.policyFile,
    dropped: droppedStages(input),
    droppedByPolicy: new Set(droppedByPolicy(policy).keys()),
    unmatched: policy.exclude.filter((path) => unmatched.has(path)),
    image: records?.image,
    anchors: records?.anchors,
    ofImage: OF_IMAGE,
    ...declaredHere(input),
    service: records?.service ?? policy.service.name,
    withoutRecords: input.withoutRecords ?? false,
    now: input.now,
  };
}

/**
 * Every stage of the gate, then whatever else a record, a report or the policy speaks of, by name.
 * A stage that runs after a push is one of the gate's own only where something speaks of it: with
 * record and report both taken away it would go unseen, so a pipeline that counts on it has its
 * policy require it. Then nothing but what the verdict names (`--skip`, `--only`) leaves it out.
 */
function stagesOf(input: Evaluate): string[] {
  const { policy, only = [] } = input;
  const spoken = new Set([...present(input), ...requiredStages(policy)]);
  spoken.delete(RESCAN);
  const known = SCANNERS.filter(
    ({ stage, after }) => after === undefined || spoken.has(stage) || only.includes(stage),
  ).map(({ stage }) => stage);
  return [...known, ...[...spoken].filter((stage) => !known.includes(stage)).sort()];
}

/** The stages that a record or a report is there of. */
const present = ({ records, files }: Evaluate): string[] => [
  ...(records?.stages.map(({ stage }) => stage) ?? []),
  ...files.keys(),
];

function readStage(
  input: Evaluate,
  stage: string,
  entries: readonly StageRecord[],
  files: ReadonlyMap<string, Uint8Array> | undefined,
): Reading | undefined {
  const [record, second] = entries;
  if (second) {
    const message = `run.json has two records of ${stage}.`;
    const hint = "Run the gate into an empty folder.";
    return unreadable(stage, { code: "record.twice", message, hint });
  }
  // A failed stage's leftovers are no report, but what they found still counts against it.
  if (!files?.size && record?.status !== "ran") return undefined;
  const scanner = scannerOf(stage);
  const reading = scanner.read(stageInput(input, record, files));
  const gaps = record ? checkOutputs(record, files ?? new Map()) : [];
  if (record?.status === "ran" && scanner.invocation?.select) gaps.push(...linkGaps(record));
  return gaps.length === 0 ? reading : { ...reading, gaps: [...gaps, ...reading.gaps] };
}

/** What is declared, with what only the folder and the protected branch can tell of it. */
function declaredHere({ declared: source = NOTHING_DECLARED, ...input }: Evaluate) {
  const { files, policy, guard, givenVex = NOTHING_DECLARED } = input;
  const own = guardFiles(source, policy, guard, exceptionPaths(policy));
  const semgrep = input.records?.stages.find(({ stage }) => stage === "semgrep");
  const rules = ruleChanges(policy, guard, semgrep);
  const declared = together(own.declared, givenVex);
  const absent = policy.vex.filter((path) => !declared.files.has(path));
  // Of two files the absent one may hold the later word.
  const vexRefused =
    absent.length === 0 ? undefined : `${absent.join(", ")}, which the policy names, is not there`;
  const linked = declared.statements.some(({ subjects }) => subjects.some((each) => each.bomLink));
  const boms = linked
    ? ["trivy-fs", "trivy-image"].map((stage) => files.get(stage)?.get(SBOM))
    : [];
  const links = new Map(boms.flatMap((bytes) => (bytes ? [...bomLinks(jsonOf(bytes))] : [])));
  return {
    declared,
    vexRefused: own.refused ?? vexRefused,
    packageOf: (bomLink: string) => links.get(bomLink),
    ...(guard && {
      change: {
        against: guard.against,
        judgedBy: guard.judgedBy,
        what: [...guard.what, ...own.what, ...rules],
      },
    }),
  };
}

/** Undefined where it is none: then it names no package, and its stage says what is wrong. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

const droppedByPolicy = (policy: Policy): Map<string, string> =>
  new Map([
    ...policy.drop.map(({ stage, reason }) => [stage, `dropped by the policy: ${reason}`] as const),
    ...(dockerfileOf(policy.service) === undefined
      ? SCANNERS.filter(({ ofImage }) => ofImage).map(
          ({ stage }) => [stage, "the policy says that the service has no image"] as const,
        )
      : []),
  ]);

function droppedStages(input: Evaluate): Map<string, string> {
  const { policy, only, skip = [], beforePublish = false } = input;
  const here = present(input);
  const later = SCANNERS.filter(
    ({ stage, after }) => beforePublish && after && !here.includes(stage) && !only?.includes(stage),
  );
  return new Map([
    ...later.map(({ stage, install }) => [stage, `not before a push. ${install}`] as const),
    ...droppedByPolicy(policy),
    ...(only
      ? SCANNERS.filter(({ stage }) => !only.includes(stage)).map(
          ({ stage }) => [stage, "left out by --only"] as const,
        )
      : []),
    ...skip.map((stage) => [stage, "left out by --skip"] as const),
  ]);
}
