/** Decides, for one required stage, whether its evidence is whole. */
import { counted } from "./counted.ts";
import type { Limits, Reading } from "./evidence.ts";
import type { Category } from "./finding.ts";
import type { Gap } from "./gap.ts";
import type { StageRecord } from "./run-record.ts";
import { sentence } from "./sentence.ts";
import { HOUR_MS, inWords, parseInstant, SKEW_MS } from "./time.ts";
import type { JudgedStage } from "./verdict.ts";

/** One stage as the runner left it and its scanner read it. */
export interface StageReport {
  readonly stage: string;
  readonly record: StageRecord | undefined;
  /** Undefined where nothing could be read because nothing ran. */
  readonly reading: Reading | undefined;
  readonly mayNotApply: boolean;
  /** The categories of what its scanner finds; any where it is absent. */
  readonly finds?: readonly Category[] | undefined;
  /** Knowledge that was given to the run: it looks at nothing of the service. */
  readonly given?: boolean;
  /** Exit codes besides 0 with which the tool's report is whole. */
  readonly fineExitCodes?: readonly number[];
  /** What makes it run where it is missing. */
  readonly install: string;
}

export interface StageRules {
  readonly limits: Limits;
  readonly now: number;
  readonly withoutRecords: boolean;
}

/**
 * @returns the stage with every gap in its evidence; `complete` only where there is none, or where
 *   all that is missing is what only a record can show and `withoutRecords` accepts that
 */
export function judgeStage(report: StageReport, rules: StageRules): JudgedStage {
  const { stage, record, reading } = report;
  const shared = {
    stage,
    ...(record?.tool
      ? { tool: record.tool }
      : reading && reading.tool.version !== "" && { tool: { ...reading.tool } }),
    ...(record?.startedAt !== undefined && { startedAt: record.startedAt }),
    ...(record?.usedAt !== undefined && { usedAt: record.usedAt }),
    ...(record?.durationMs !== undefined && { durationMs: record.durationMs }),
    reused: record?.reused ?? false,
    facts: [...(reading?.facts ?? [])],
    notes: [...(reading?.notes ?? [])],
    ...(reading?.soon && reading.soon.length > 0 && { soon: [...reading.soon] }),
  };
  // What left a report has looked at something.
  const none = report.mayNotApply && !reading;
  if (record?.status === "not-applicable" && none && record.reason) {
    const { reason } = record;
    return { ...shared, gaps: [], accepted: [], state: "not-applicable", reason };
  }
  const found = [...runGaps(report, rules), ...(reading?.gaps ?? [])];
  const accepted = rules.withoutRecords ? found.filter((gap) => gap.needsRecord) : [];
  const gaps = found.filter((gap) => !accepted.includes(gap)).map(plain);
  return {
    ...shared,
    state: gaps.length === 0 ? "complete" : "incomplete",
    reason: gaps[0]?.message ?? "",
    gaps,
    accepted: accepted.map(plain),
  };
}

const plain = ({ code, message, hint }: Gap) => ({ code, message, hint });

function runGaps(report: StageReport, { limits, now }: StageRules): Gap[] {
  const { stage, record, reading, install, fineExitCodes = [] } = report;
  if (!record) return [unrecorded(report)];
  if (record.status !== "ran") return [unrun(record, install)];
  const gaps = toolGaps(record, reading);
  if (record.exitCode !== 0 && !fineExitCodes.includes(record.exitCode ?? -1)) {
    const message = `${stage} ended with exit code ${record.exitCode ?? "unknown"}.`;
    gaps.push({ code: "stage.failed", message, hint: AGAIN });
  }
  return [...gaps, ...timeGaps(record, limits, now)];
}

const AGAIN = "Run the stage again.";

function unrecorded({ stage, reading, install }: StageReport): Gap {
  if (!reading) return { code: "stage.missing", message: `${stage} did not run.`, hint: install };
  const message = `${stage} has a report but no run record.`;
  const hint = "Let Greengate run it, or accept this with --without-records.";
  return { code: "stage.no-record", message, hint, needsRecord: true };
}

function unrun({ stage, status, reason, hint }: StageRecord, install: string): Gap {
  const why = reason ?? "no reason was recorded";
  if (status === "failed") {
    return {
      code: "stage.failed",
      message: `${stage} failed: ${sentence(why)}`,
      hint: hint ?? "Mend that, then run it again.",
    };
  }
  const message =
    status === "not-applicable"
      ? `${stage} can't be left out: ${why}`
      : `${stage} did not run: ${sentence(why)}`;
  return { code: "stage.missing", message, hint: hint ?? install };
}

/** What ran is what the report says. */
function toolGaps({ stage, tool }: StageRecord, reading: Reading | undefined): Gap[] {
  if (!tool || tool.version === "") {
    const message = `The record of ${stage} names no tool and version.`;
    return [{ code: "record.no-tool", message, hint: AGAIN }];
  }
  if (!reading || reading.tool.version === "" || reading.tool.version === tool.version) return [];
  const { name, version } = reading.tool;
  const message = `The record names ${tool.name} ${tool.version}, the report ${name} ${version}.`;
  return [{ code: "record.other-tool", message, hint: AGAIN }];
}

function timeGaps({ stage, startedAt }: StageRecord, limits: Limits, now: number): Gap[] {
  const started = startedAt === undefined ? undefined : parseInstant(startedAt);
  if (started === undefined) {
    const message = `The record of ${stage} does not say when it ran.`;
    return [{ code: "record.no-time", message, hint: AGAIN }];
  }
  if (started > now + SKEW_MS) {
    const message = `${stage} ran at ${startedAt}, which is still to come.`;
    return [{ code: "record.from-the-future", message, hint: "Set the clocks right." }];
  }
  if (now - started <= limits.scanMaxAgeHours * HOUR_MS) return [];
  const message = `${stage} ran ${inWords(now - started)} ago; the policy allows ${counted(limits.scanMaxAgeHours, "hour")}.`;
  return [{ code: "scan.stale", message, hint: "Run it again, with --fresh in Dagger." }];
}
