/** Steps that several services have in the same words (no container engine here): told once, before what each has alone. */
import { addTo } from "../../core/add-to.ts";
import { few } from "../../core/few.ts";
import type { Verdict } from "../../core/verdict.ts";

const MOST_NAMED = 8;
const MOST_STEPS = 10;

export const isRed = ({ verdict }: Verdict): boolean =>
  verdict === "block" || verdict === "incomplete";

interface SharedStep {
  readonly what: string;
  /** The services that have it. A long step is cut, and they are not. */
  readonly of: string;
}

export interface SharedSteps {
  /** In the order of the first service's plan. Of more than these each service tells its own. */
  readonly steps: readonly SharedStep[];
  /** Their words. */
  readonly told: ReadonlySet<string>;
}

export function sharedSteps(services: readonly Verdict[]): SharedSteps {
  const by = new Map<string, string[]>();
  for (const { plan, service } of services.filter(isRed)) {
    for (const { what } of plan) addTo(by, what, service);
  }
  const steps = [...by]
    .map(([what, names]) => [what, [...new Set(names)]] as const)
    .filter(([, names]) => names.length > 1)
    .slice(0, MOST_STEPS)
    .map(([what, names]) => ({ what, of: few(names, MOST_NAMED) }));
  return { steps, told: new Set(steps.map(({ what }) => what)) };
}
