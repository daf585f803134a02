/** Which exceptions can't be called unused: those of what a stage finds that did not look. */

import type { Category } from "../finding.ts";
import type { Entry } from "./entry.ts";
import type { ExceptionState } from "./state.ts";

/** A stage as far as it tells what it could have shown. */
export interface Looker {
  readonly stage: string;
  /** The categories of what it finds; any where it is absent. */
  readonly finds?: readonly Category[] | undefined;
  readonly looked: boolean;
}

const OF_PACKAGES: readonly Category[] = ["vulnerability", "licence"];

/**
 * @param states as the findings alone tell them
 * @param lookers the stages that this policy has for the service
 */
export function withNotLooked(
  states: readonly ExceptionState[],
  lookers: readonly Looker[],
): ExceptionState[] {
  return states.map((each) =>
    // One with a note is unused for a reason of its own, whatever a stage would have shown.
    each.state === "unused" && each.notes.length === 0 && isOpen(each.exception, lookers)
      ? { ...each, state: "not-looked" }
      : each,
  );
}

function isOpen(entry: Entry, lookers: readonly Looker[]): boolean {
  const { stage } = entry.scope;
  if (stage !== undefined) return !lookers.some((each) => each.stage === stage && each.looked);
  const categories = categoriesOf(entry);
  return lookers.some(
    ({ looked, finds }) =>
      !looked &&
      (finds === undefined ||
        (categories?.some((each) => finds.includes(each)) ?? finds.length > 0)),
  );
}

/** What it can be about; undefined where nothing tells. */
function categoriesOf({ id, scope, origin }: Entry): readonly Category[] | undefined {
  if (/^(CVE|GHSA)-/.test(id) || origin.kind === "vex") return ["vulnerability"];
  if (scope.purls || scope.package !== undefined) return OF_PACKAGES;
  return scope.categories;
}
