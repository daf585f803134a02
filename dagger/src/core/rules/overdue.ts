/** What stayed open past its due date may do more to the verdict than its severity does. */
import { worseAction } from "./action.ts";
import type { Rule } from "./rule.ts";
import { toldSeverities } from "./told-severities.ts";

export const overdue: Rule = (finding, policy, so) => {
  const { due } = finding;
  if (!due?.overdue) return undefined;
  const { overdue } = policy;
  const worst = toldSeverities(finding)
    // A severity nobody gave counts as high.
    .flatMap((each) => overdue[each] ?? (each === "unknown" ? overdue.high : undefined) ?? [])
    .reduce((a, b) => (worseAction(b, a) ? b : a), so.action);
  return worseAction(worst, so.action)
    ? { action: worst, because: `overdue since ${due.at.slice(0, 10)}` }
    : undefined;
};
