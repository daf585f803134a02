/** Bad input or usage: exit code 2, with a hint. */
import type { Result } from "../dagger/src/core/result.ts";

export class UsageError extends Error {
  readonly hint: string;

  constructor(message: string, hint = "See `greengate --help`.") {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
}

/** @throws UsageError with the problem's sentence and hint, where it is one */
export function orUsageError<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new UsageError(result.error.message, result.error.hint);
}
