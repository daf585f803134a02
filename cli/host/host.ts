/** What every stage on this host is given, and how a program's end becomes a record. */
import type { StageRecord } from "../../dagger/src/core/run-record.ts";
import { failed, ran } from "../../dagger/src/folder/records.ts";
import type { Ended } from "./exec.ts";

/** What a program needs to be run here at all. */
export interface Workplace {
  /** Empty and our own: programs run here, away from the scanned tree's configuration. */
  readonly work: string;
  readonly say: (line: string) => void;
}

export interface Host extends Workplace {
  /** The reports folder. */
  readonly out: string;
  /** The same, or the one that holds it beside those of other services. */
  readonly reports: string;
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

const MOST_SAID = 300;

/** In a sentence: the hint that follows it must still be seen. */
export function whyFailed({ tail, timedOut, exitCode }: Ended): string {
  const lines = tail.split("\n").filter((line) => line.trim() !== "");
  const telling = lines.filter((line) => !/\b(INFO|DEBUG)\b/.test(line));
  const all = (telling.length > 0 ? telling : lines).join(" ").replace(/\s+/g, " ");
  const said = all.length > MOST_SAID ? `…${all.slice(-MOST_SAID)}` : all || "it said nothing";
  return timedOut ? `it took longer than its limit: ${said}` : `exit code ${exitCode}: ${said}`;
}
