/** Each severity has its action; one that nobody gave counts as high unless the policy says more. */
import { SEVERITIES, type Severity } from "../severity.ts";
import { worseAction } from "./action.ts";
import type { Decision, Rule } from "./rule.ts";
import { toldSeverities } from "./told-severities.ts";

/** Made once: a report may hold a hundred thousand findings. */
const BECAUSE = Object.fromEntries(
  SEVERITIES.map((severity) => [severity, `severity ${severity}`]),
) as Record<Severity, string>;

export const severity: Rule = (finding, { actions }) =>
  toldSeverities(finding)
    .map(
      (each): Decision => ({
        action: each === "unknown" ? (actions.unknown ?? actions.high) : actions[each],
        because: BECAUSE[each],
      }),
    )
    .reduce((worst, each) => (worseAction(each.action, worst.action) ? each : worst));
