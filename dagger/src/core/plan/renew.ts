/** Renew an exception that ran out. */
import { addTo } from "../add-to.ts";
import type { ExceptionState } from "../exceptions/state.ts";
import type { JudgedFinding } from "../verdict.ts";
import type { Action } from "./action.ts";

/** Fingerprint → the exceptions that covered it until they ran out. */
export type Lapsed = ReadonlyMap<string, readonly ExceptionState[]>;

export function lapsedOf(exceptions: readonly ExceptionState[]): Lapsed {
  const lapsed = new Map<string, ExceptionState[]>();
  for (const state of exceptions) {
    if (state.state !== "expired") continue;
    for (const fingerprint of state.covers) addTo(lapsed, fingerprint, state);
  }
  return lapsed;
}

export const renew = (
  { exception }: ExceptionState,
  findings: readonly JudgedFinding[],
): Action => ({
  kind: "renew",
  findings,
  sure: false,
  describe: () => ({
    what: `Renew the exception for ${exception.id}, which ${ended(exception)} (owner: ${exception.owner}), or mend it`,
  }),
});

/** What a step of another kind says of the exceptions that covered what it clears. */
export function orRenew(findings: readonly JudgedFinding[], lapsed: Lapsed): string {
  if (lapsed.size === 0) return "";
  const states = new Set(findings.flatMap(({ fingerprint }) => lapsed.get(fingerprint) ?? []));
  const [first] = states;
  if (!first) return "";
  const { id, owner } = first.exception;
  const more = states.size > 1 ? ` and ${states.size - 1} more` : "";
  return ` (the exception for ${id}${more} ${ended(first.exception)}; ${owner} may renew it)`;
}

/** One that holds until a fix exists may have no last day. */
const ended = ({ until }: ExceptionState["exception"]): string =>
  until === undefined ? "has ended" : `ran out after ${until}`;
