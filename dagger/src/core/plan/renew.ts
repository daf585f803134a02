/** Renew an exception that ran out. */
import type { ExceptionState } from "../exceptions.ts";
import type { JudgedFinding } from "../verdict.ts";
import type { Action } from "./action.ts";

/** Fingerprint → the exceptions that covered it until they ran out. */
export type Lapsed = ReadonlyMap<string, readonly ExceptionState[]>;

export function lapsedOf(exceptions: readonly ExceptionState[]): Lapsed {
  const lapsed = new Map<string, ExceptionState[]>();
  for (const state of exceptions) {
    if (state.state !== "expired") continue;
    for (const fingerprint of state.covers) {
      lapsed.set(fingerprint, [...(lapsed.get(fingerprint) ?? []), state]);
    }
  }
  return lapsed;
}

export const renew = (
  { exception: { id, owner, until } }: ExceptionState,
  findings: readonly JudgedFinding[],
): Action => ({
  kind: "renew",
  findings,
  sure: false,
  describe: () => ({
    what: `Renew the exception for ${id}, which ran out after ${until} (owner: ${owner}), or mend it`,
  }),
});

/** What a step of another kind says of the exceptions that covered what it clears. */
export function orRenew(findings: readonly JudgedFinding[], lapsed: Lapsed): string {
  if (lapsed.size === 0) return "";
  const states = new Set(findings.flatMap(({ fingerprint }) => lapsed.get(fingerprint) ?? []));
  const [first] = states;
  if (!first) return "";
  const { id, until, owner } = first.exception;
  const more = states.size > 1 ? ` and ${states.size - 1} more` : "";
  return ` (the exception for ${id}${more} ran out after ${until}; ${owner} may renew it)`;
}
