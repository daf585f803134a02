/** Each severity has its action; one that nobody gave counts as high unless the policy says more. */
import type { Action, Policy } from "../policy/policy.ts";
import { SEVERITIES, type Severity } from "../severity.ts";
import { worseAction } from "./action.ts";
import type { Rule } from "./rule.ts";
import { toldSeverities } from "./told-severities.ts";

/** Made once: a report may hold a hundred thousand findings. */
const BECAUSE = Object.fromEntries(
  SEVERITIES.map((severity) => [severity, `severity ${severity}`]),
) as Record<Severity, string>;

export const severity: Rule = (finding, { actions }) => {
  let worst = finding.severity;
  for (const each of toldSeverities(finding)) {
    if (worseAction(actionOn(each, actions), actionOn(worst, actions))) worst = each;
  }
  return { action: actionOn(worst, actions), because: BECAUSE[worst] };
};

const actionOn = (severity: Severity, actions: Policy["actions"]): Action =>
  severity === "unknown" ? (actions.unknown ?? actions.high) : actions[severity];
