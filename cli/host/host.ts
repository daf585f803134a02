/** What every stage on this host is given, and how a program's end becomes a record. */
import type { StageRecord } from "../../dagger/src/core/run-record.ts";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import { failed, ran } from "../../dagger/src/folder/records.ts";
import type { Ended } from "./exec.ts";

/** What a program needs to be run here at all. */
export interface Workplace {
  /** Empty and our own: programs run here, away from the scanned tree's configuration. */
  readonly work: string;
  readonly say: (line: string) => void;
}

export interface Host extends Workplace {
  /** Where this service's reports are made: outside of the source. */
  readonly out: string;
  readonly source: string;
  /** Names of images that this run built, to be removed at its end. */
  readonly images: Set<string>;
}

type Tool = NonNullable<StageRecord["tool"]>;

/** @param fine exit codes that say that the tool did its work */
export function recordOf(
  host: Host,
  stage: string,
  ended: Ended,
  more: Partial<StageRecord> & { tool: Tool },
  fine: readonly number[] = [0],
): StageRecord {
  const record = ran(host.out, stage, ended, more);
  if (fine.includes(ended.exitCode)) return record;
  return failed(stage, whyFailed(ended), { ...record, status: "failed", reason: whyFailed(ended) });
}
