/** Categories that a policy only reports: what would block warns instead. */
import type { Rule } from "./rule.ts";

export const reportOnly: Rule = ({ category }, policy, so) =>
  so.action === "block" && policy.reportOnly.includes(category)
    ? { action: "warn", because: `${category} is reported only` }
    : undefined;
