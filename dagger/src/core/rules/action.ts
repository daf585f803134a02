/** How actions compare. */
import type { Action } from "../policy/policy.ts";

const RANK: Record<Action, number> = { info: 0, warn: 1, block: 2 };

/** Whether the first is the worse of the two. */
export const worseAction = (a: Action, b: Action): boolean => RANK[a] > RANK[b];
