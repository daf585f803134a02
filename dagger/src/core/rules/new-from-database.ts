/**
 * News of the vulnerability database is nobody's change: a policy may give it the time of the SLA
 * before it blocks. Not what is critical, unrated or known to be exploited, nor what has no due date.
 */
import type { Rule } from "./rule.ts";

export const newFromDatabase: Rule = ({ cause, severity, exploited, due }, policy, so) =>
  cause === "database" &&
  policy.newFromDatabase === "sla" &&
  so.action === "block" &&
  severity !== "critical" &&
  severity !== "unknown" &&
  !exploited &&
  due?.overdue === false
    ? { action: "warn", because: `brought by the database, due ${due.at.slice(0, 10)}` }
    : undefined;
