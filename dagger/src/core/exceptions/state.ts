/** What becomes of an exception in one verdict. */
import type { Entry } from "./entry.ts";

/** `not-looked`: it covers nothing, but a stage that could have shown what it covers did not look. */
export const EXCEPTION_STATES = [
  "in-force",
  "expired",
  "pending",
  "refused",
  "unused",
  "not-looked",
] as const;

export interface ExceptionState {
  readonly exception: Entry;
  readonly state: (typeof EXCEPTION_STATES)[number];
  /** Fingerprints of the findings that it covers, or would if it counted. */
  readonly covers: readonly string[];
  /** Why it does not count; how it could be narrower; what could be fixed by now. */
  readonly notes: readonly string[];
}
