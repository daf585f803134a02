/** Goes on with what a stage needs, or records why it is not there. */
import type { Problem, Result } from "../../dagger/src/core/result.ts";
import type { StageRecord } from "../../dagger/src/core/run-record.ts";
import { failed, missing } from "../../dagger/src/folder/records.ts";

export async function whole<T>(
  stage: string,
  need: Result<T> | Promise<Result<T>>,
  then: (value: T) => Promise<StageRecord>,
): Promise<StageRecord> {
  const result = await need;
  return result.ok ? then(result.value) : without(stage, result.error);
}

/** An image that was there and is no good is a failure; what is not there is missing. */
function without(stage: string, { code, message, hint }: Problem): StageRecord {
  const broken = [
    "image.not-built",
    "image.not-saved",
    "image.not-verified",
    "image.not-read",
  ].includes(code);
  return broken ? failed(stage, message, { hint }) : missing(stage, message, hint);
}
