/** Up to when a verdict is green without another scan: what it lets pass for a time blocks after that. */
import type { Policy } from "../core/policy/policy.ts";
import { judge } from "../core/rules/index.ts";
import { DAY_MS, parseDay, parseInstant } from "../core/time.ts";
import type { JudgedException, JudgedFinding, Verdict } from "../core/verdict.ts";

/** @returns the first such time, RFC 3339; undefined where nothing is let pass for a time */
export const greenUntil = ({ exceptions, findings }: Verdict, policy: Policy): string | undefined =>
  earliest([...exceptions.map(endOf), ...findings.map((finding) => timeOf(finding, policy))]);

/** When what an exception covers counts again; undefined where it covers nothing, or has no end. */
function endOf({ state, covers, until }: JudgedException): string | undefined {
  if (state !== "in-force" || covers.length === 0 || until === undefined) return undefined;
  const day = parseDay(until);
  return day === undefined ? until : new Date(day + DAY_MS).toISOString();
}

/** When the policy's time for a finding is over that blocks then; undefined of any other. */
function timeOf(finding: JudgedFinding, policy: Policy): string | undefined {
  const { due, action } = finding;
  if (!due || due.overdue || action === "block" || action === "excepted") return undefined;
  const then = judge({ ...finding, due: { ...due, overdue: true } }, policy);
  return then.action === "block" ? due.at : undefined;
}

/** The earliest of these times; undefined where there is none or one can't be read. */
export function earliest(times: readonly (string | undefined)[]): string | undefined {
  const known = times.flatMap((time) =>
    time === undefined ? [] : [{ time, at: parseInstant(time) ?? Number.NaN }],
  );
  if (known.some(({ at }) => Number.isNaN(at))) return undefined;
  return known.sort((a, b) => a.at - b.at)[0]?.time;
}
