/**
 * Errors as values: a problem has a code for programs, a sentence for people and a hint on what
 * would be right. Rendering stands apart.
 */

export interface Problem {
  /** Stable, for programs and tests: `report.empty`, `policy.unknown-key` … */
  readonly code: string;
  /** One sentence that says what is wrong. May quote untrusted text; outputs make it inert. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

export type Result<T, E = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** A result that holds `value`. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

/** A result that holds what went wrong. */
export const fail = <E>(error: E): Result<never, E> => ({ ok: false, error });
