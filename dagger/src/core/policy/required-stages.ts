/** The stages that a policy requires besides the gate's own. */

interface Asks {
  readonly require: readonly string[];
  readonly sla: string;
  readonly newFromDatabase: string;
}

/** In `require`, or by what it goes by. */
export const requiredStages = (policy: Asks): string[] => [...policy.require, ...goesBy(policy)];

/**
 * What no service may do without either: a stage of `require` it may drop for itself, with a reason.
 * Without the catalogue nobody knows what is exploited.
 */
export const goesBy = ({ sla, newFromDatabase }: Omit<Asks, "require">): string[] =>
  sla === "bod-22-01" || newFromDatabase === "sla" ? ["kev"] : [];
