/** Times as the core knows them: ISO 8601 text in, milliseconds since 1970 (UTC) inside. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** How far two clocks may differ: a container's and its host's, a signer's and a verifier's. */
export const SKEW_MS = 60_000;

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads an RFC 3339 instant with a zone.
 * @returns milliseconds, or undefined where the text is no such time (a day that no calendar has,
 *   a time without a zone).
 */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (match?.[1] === undefined || parseDay(match[1]) === undefined) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

/**
 * Reads a calendar day, `2026-12-31`.
 * @returns the day's first millisecond in UTC, or undefined where no calendar has the day. An
 *   expiry that is no date once made exceptions permanent (snyk/policy PR#203).
 */
export function parseDay(text: string): number | undefined {
  if (!DAY.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  return ms;
}

/**
 * Reads a duration in hours or days: `24`, `24h`, `7d`.
 * @returns milliseconds, or undefined where the text is no such duration, or is none at all
 */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,6})([hd]?)$/.exec(text) ?? [];
  if (count === undefined || Number(count) === 0) return undefined;
  return Number(count) * (unit === "d" ? DAY_MS : HOUR_MS);
}

/** A duration in words, coarse on purpose: `3 days`, `5 hours`, `40 minutes`. */
export function inWords(ms: number): string {
  const [count, unit] =
    ms >= 2 * DAY_MS
      ? [Math.floor(ms / DAY_MS), "day"]
      : ms >= HOUR_MS
        ? [Math.floor(ms / HOUR_MS), "hour"]
        : [Math.floor(ms / 60_000), "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
