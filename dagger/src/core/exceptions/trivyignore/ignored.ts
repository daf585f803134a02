/** What both forms of an ignore file share: an entry, and when it ends. */
import { DAY_MS, parseDay, parseInstant } from "../../time.ts";
import type { Entry } from "../entry.ts";

export const WILDCARD = /[*?[\]{}]/;

/** When Trivy's `exp:` or `expired_at` ends it: at that day's first moment, or at that very time. */
export function endOf(text: string): Pick<Entry, "ends" | "until"> | undefined {
  const day = parseDay(text);
  if (day !== undefined) {
    return { ends: day, until: new Date(day - DAY_MS).toISOString().slice(0, 10) };
  }
  const instant = parseInstant(text);
  return instant === undefined ? undefined : { ends: instant, until: text };
}

interface Ignored extends Pick<Entry, "id" | "scope" | "scopeWords"> {
  readonly reason: string | undefined;
  readonly expires: string | undefined;
}

export function entryOf(file: string, line: number, ignored: Ignored): Entry {
  const { id, reason, expires, scope, scopeWords } = ignored;
  const end = expires === undefined ? undefined : endOf(expires);
  const how = file.endsWith("ignore") ? "exp:YYYY-MM-DD" : "expired_at: YYYY-MM-DD";
  return {
    id,
    reason: reason || "no reason is given",
    owner: `whoever keeps ${file}`,
    origin: { kind: "trivyignore", file, line },
    scope,
    scopeWords,
    untilFixed: false,
    ...(end ?? { refused: `it has no last day, and so it counts for nothing: add ${how}` }),
  };
}
