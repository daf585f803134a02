/** Whether an image may be published: by a green verdict of that very image, and a scan that is fresh. */
import { fail, ok, type Result } from "../core/result.ts";
import type { RunRecords } from "../core/run-record.ts";
import { inWords, parseInstant } from "../core/time.ts";
import { EXIT_CODE, type Verdict } from "../core/verdict.ts";
import { earliest } from "./green-until.ts";

export interface Candidate {
  /** Decided anew, now: what a verdict.json says is no proof. */
  readonly verdict: Verdict;
  readonly records: RunRecords;
  /** The manifest digest of what would be published. */
  readonly manifest: string;
  /** The oldest scan that counts, beside the policy's own limit. */
  readonly maxAgeMs: number | undefined;
  readonly now: number;
}

/** @returns a problem where it may not be published */
export function mayPublish({ verdict, records, ...candidate }: Candidate): Result<undefined> {
  const { manifest, maxAgeMs, now } = candidate;
  const hint = "Run the gate again, with --keep-image.";
  const problem = (code: string, message: string, what = hint) =>
    fail({ code, message, hint: what });
  if (EXIT_CODE[verdict.verdict] !== 0) {
    const message = `The verdict is ${verdict.verdict}.`;
    return problem(`verdict.${verdict.verdict}`, message, "See `greengate evaluate`.");
  }
  const scanned = records.image?.manifest;
  if (scanned === undefined) {
    return problem("image.no-manifest", "The run does not say which manifest was scanned.");
  }
  if (manifest !== scanned) {
    return problem("image.other", `This is ${manifest}, but ${scanned} was scanned.`);
  }
  const complete = verdict.stages.filter(({ state }) => state === "complete");
  const looked = records.stages.some(
    ({ stage, target }) =>
      complete.some((each) => each.stage === stage) && target?.digest === records.image?.config,
  );
  if (!looked) {
    return problem("image.not-scanned", "No stage of the verdict looked at this image.");
  }
  const oldest = earliest(complete.map(({ startedAt }) => startedAt));
  const at = oldest === undefined ? undefined : parseInstant(oldest);
  if (at === undefined) return problem("scan.no-time", "A scan does not say when it ran.");
  if (maxAgeMs !== undefined && now - at > maxAgeMs) {
    const message = `A scan ran ${inWords(now - at)} ago; --max-age allows ${inWords(maxAgeMs)}.`;
    return problem("scan.stale", message);
  }
  return ok(undefined);
}
