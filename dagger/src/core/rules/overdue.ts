/** What stayed open past its due date may do more to the verdict than its severity does. */
import { worseAction } from "./action.ts";
import type { Rule } from "./rule.ts";

export const overdue: Rule = ({ due, severity }, policy, so) => {
  if (!due?.overdue) return undefined;
  const { overdue } = policy;
  // A severity nobody gave counts as high.
  const action = overdue[severity] ?? (severity === "unknown" ? overdue.high : undefined);
  return action && worseAction(action, so.action)
    ? { action, because: `overdue since ${due.at.slice(0, 10)}` }
    : undefined;
};
