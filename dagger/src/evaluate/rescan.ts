/** Pairs the baseline with the scan of its bills of materials, where a run left one. */
import { checkOutputs } from "../core/check-outputs.ts";
import type { Rescan } from "../core/knowledge.ts";
import { judgeStage, type StageReport } from "../core/stage-state.ts";
import { RESCAN, readRescan } from "../scanners/baseline/rescan.ts";
import { type Judged, stageInput } from "./stage-input.ts";

export interface Rescanned {
  /** The stages, the baseline's with what proves the scan. */
  readonly stages: readonly StageReport[];
  /** Undefined where no scan was to be. */
  readonly rescan: Rescan | undefined;
}

interface Input extends Judged {
  /** By stage, then by name. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;
}

export function pairRescan(input: Input, stages: readonly StageReport[]): Rescanned {
  const earlier = stages.find(({ reading }) => reading?.knowledge?.earlier)?.reading?.knowledge
    ?.earlier;
  const [record, second] = input.records?.stages.filter(({ stage }) => stage === RESCAN) ?? [];
  const files = input.files.get(RESCAN);
  if (!earlier || (!record && !files)) return { stages, rescan: undefined };

  const { reading, rescan } = readRescan(stageInput(input, record, files), earlier.sha256);
  const changed = record ? checkOutputs(record, files ?? new Map()) : [];
  const rules = { limits: input.policy.limits, now: input.now, withoutRecords: false };
  const judged = judgeStage(
    {
      stage: RESCAN,
      record: second ? undefined : record,
      reading: { ...reading, gaps: [...changed, ...reading.gaps] },
      mayNotApply: false,
      install: "Run the gate again with --baseline and a reports folder.",
    },
    rules,
  );
  const whole = judged.state === "complete";
  const noted = stages.map((report): StageReport => {
    if (!report.reading?.knowledge?.earlier) return report;
    const { facts, notes, ...rest } = report.reading;
    return {
      ...report,
      reading: {
        ...rest,
        facts: whole ? [...facts, ...judged.facts] : facts,
        notes: whole ? notes : [...notes, `Why findings are new is not known. ${judged.reason}`],
      },
    };
  });
  return { stages: noted, rescan: whole ? rescan : { unknown: judged.reason } };
}
