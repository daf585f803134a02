/** Each severity has its action; one that nobody gave counts as high unless the policy says more. */
import { SEVERITIES, type Severity } from "../severity.ts";
import type { Rule } from "./rule.ts";

/** Made once: a report may hold a hundred thousand findings. */
const BECAUSE = Object.fromEntries(
  SEVERITIES.map((severity) => [severity, `severity ${severity}`]),
) as Record<Severity, string>;

export const severity: Rule = ({ severity }, { actions }) => ({
  action: severity === "unknown" ? (actions.unknown ?? actions.high) : actions[severity],
  because: BECAUSE[severity],
});
