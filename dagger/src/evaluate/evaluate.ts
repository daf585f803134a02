/** Evaluates a reports folder: pairs each scanner with its record and files, then decides. */

import { checkOutputs } from "../core/check-outputs.ts";
import { type Decide, decide } from "../core/decide.ts";
import { type Reading, unreadable } from "../core/evidence.ts";
import type { Gap } from "../core/gap.ts";
import type { Policy } from "../core/policy/policy.ts";
import type { RunRecords, StageRecord } from "../core/run-record.ts";
import type { StageReport } from "../core/stage-state.ts";
import type { Verdict } from "../core/verdict.ts";
import { SCANNERS, scannerOf } from "../scanners/index.ts";
import { linkGaps } from "../scanners/links.ts";
import { unmatchedExcludes } from "../scanners/looked-at.ts";
import { droppedByPolicy, droppedStages, stagesOf } from "./asked-stages.ts";
import { declaredHere } from "./declared-here.ts";
import type { Evaluate } from "./input.ts";
import { pairRescan } from "./rescan.ts";
import { stageInput } from "./stage-input.ts";

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
    const { finds, install, fineExitCodes = [], given = false, ...its } = scannerOf(stage);
    const mayNotApply = its.mayNotApply && !its.named?.(policy.service);
    const entries = records?.stages.filter((entry) => entry.stage === stage) ?? [];
    const reading = readStage(input, stage, entries, files.get(stage));
    const scanner = { mayNotApply, finds, install, fineExitCodes, given };
    return { stage, record: entries[0], reading, ...scanner };
  });
  const { stages, rescan } = pairRescan(input, reports);
  const unmatched = unmatchedExcludes(records?.stages ?? []);
  return {
    stages,
    rescan,
    policy,
    policyFile: input.policyFile,
    dropped: droppedStages(input),
    droppedByPolicy: new Set(droppedByPolicy(policy).keys()),
    unmatched: policy.exclude.filter((path) => unmatched.has(path)),
    ...(isAlone(policy, records) && { onlyIn: policy.service.path }),
    image: records?.image,
    anchors: records?.anchors,
    ofImage: OF_IMAGE,
    ...declaredHere(input),
    service: records?.service ?? policy.service.name,
    withoutRecords: input.withoutRecords ?? false,
    now: input.now,
  };
}

/** Of several services the run notes what lies beside them, and the whole verdict says it. */
const isAlone = ({ service }: Policy, records: RunRecords | undefined): boolean =>
  service.path !== "." && records !== undefined && records.uncovered === undefined;

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
  if (record?.status === "ran" && scanner.invocation?.select) {
    gaps.push(...linkGaps(record), ...otherService(record, input.records?.service));
  }
  return gaps.length === 0 ? reading : { ...reading, gaps: [...gaps, ...reading.gaps] };
}

/** A scan of another service's source, with its own digests, would else be whole evidence. */
function otherService({ stage, target }: StageRecord, service: string | undefined): Gap[] {
  if (target?.name === service) return [];
  const message = target
    ? `${stage} looked at the source of ${target.name}, not of ${service}.`
    : `The record of ${stage} does not say of which service the source was.`;
  return [{ code: "record.other-service", message, hint: "Run the stage again for this service." }];
}
