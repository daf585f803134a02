/** What a stage's reader is given of all that is judged. */
import type { StageInput } from "../core/evidence.ts";
import type { Policy } from "../core/policy/policy.ts";
import { dockerfileOf } from "../core/policy/services.ts";
import type { RunRecords, StageRecord } from "../core/run-record.ts";

/** What of it a stage may look at. */
export interface Judged {
  readonly records: RunRecords | undefined;
  readonly policy: Policy;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** @param files the stage's own, by name */
export const stageInput = (
  { records, policy, now }: Judged,
  record: StageRecord | undefined,
  files: ReadonlyMap<string, Uint8Array> = new Map(),
): StageInput => ({
  files,
  record,
  image: records?.image,
  expected: { ...policy.service, dockerfile: dockerfileOf(policy.service) },
  limits: policy.limits,
  now,
});
