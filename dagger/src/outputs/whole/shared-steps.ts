/** Steps that several services have in the same words (no container engine here): told once, before what each has alone. */
import { addTo } from "../../core/add-to.ts";
import { few } from "../../core/few.ts";
import type { Verdict } from "../../core/verdict.ts";

const MOST_NAMED = 8;

export const isRed = ({ verdict }: Verdict): boolean =>
  verdict === "block" || verdict === "incomplete";

export interface SharedSteps {
  /** Each with the services that have it, in the order of the first one's plan. */
  readonly lines: readonly string[];
  /** Their words. */
  readonly told: ReadonlySet<string>;
}

export function sharedSteps(services: readonly Verdict[]): SharedSteps {
  const by = new Map<string, string[]>();
  for (const { plan, service } of services.filter(isRed)) {
    for (const { what } of plan) addTo(by, what, service);
  }
  const shared = [...by]
    .map(([what, names]) => [what, [...new Set(names)]] as const)
    .filter(([, names]) => names.length > 1);
  return {
    lines: shared.map(([what, names]) => `${what} [${few(names, MOST_NAMED)}]`),
    told: new Set(shared.map(([what]) => what)),
  };
}
