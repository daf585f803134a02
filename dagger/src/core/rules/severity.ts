/** Each severity has its action; one that nobody gave counts as high unless the policy says more. */
import type { Rule } from "./rule.ts";

export const severity: Rule = ({ severity }, { actions }) => ({
  action: severity === "unknown" ? (actions.unknown ?? actions.high) : actions[severity],
  because: `severity ${severity}`,
});
