/** An exception as the verdict has it, and in words. */

import type { JudgedException } from "../verdict.ts";
import type { Entry } from "./entry.ts";
import type { ExceptionState } from "./state.ts";

export function judgedException({
  exception,
  state,
  covers,
  notes,
}: ExceptionState): JudgedException {
  const { id, reason, owner, begins, until, untilFixed, origin, justification } = exception;
  return {
    id,
    reason,
    owner,
    ...(begins !== undefined && { since: new Date(begins).toISOString().slice(0, 10) }),
    ...(until !== undefined && { until }),
    untilFixed,
    from: { ...origin },
    scope: [...exception.scopeWords],
    ...(justification !== undefined && { justification }),
    state,
    covers: [...covers],
    notes: [...notes],
  };
}

/** `greengate.yaml`, `.trivyignore:3`. */
export const originWords = ({ file, line }: JudgedException["from"]): string =>
  line === undefined ? file : `${file}:${line}`;

/** `until 2026-12-31`, `until a fix exists`, or both. */
export const untilWords = ({
  until,
  untilFixed,
}: Pick<JudgedException, "until" | "untilFixed">): string =>
  [
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(untilFixed ? ["until a fix exists"] : []),
  ].join(", ") || "with no last day";

/** What decided about a finding that is excepted. */
export const byException = (entry: Entry): string =>
  `exception of ${entry.owner} ${untilWords(entry)}${
    entry.origin.kind === "policy" ? "" : `, ${originWords(entry.origin)}`
  }`;
