/** `--now TIME`: when a verdict is asked for, for the same bytes again. */
import { parseInstant } from "../../dagger/src/core/time.ts";
import { UsageError } from "../usage-error.ts";

/** @returns milliseconds since 1970 */
export function nowOf(text: string | undefined): number {
  const now = text === undefined ? Date.now() : parseInstant(text);
  if (now !== undefined) return now;
  throw new UsageError(`--now is no time: ${text}`, "Write it like 2026-11-24T12:00:00Z.");
}
