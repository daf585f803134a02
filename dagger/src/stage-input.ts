/** What a stage's reader is given of all that is judged. */
import type { StageInput } from "./core/evidence.ts";
import type { StageRecord } from "./core/run-record.ts";
import { dockerfileOf } from "./core/services.ts";
import type { Evaluate } from "./evaluate.ts";

/** @param files the stage's own, by name */
export const stageInput = (
  { records, policy, now }: Evaluate,
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
