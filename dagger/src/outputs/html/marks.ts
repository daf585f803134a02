/** What else findings can be picked by, besides action, severity and stage. */
import type { JudgedFinding } from "../../core/verdict.ts";

/** Mark → its words in the choice. */
export const MARKS = {
  new: "new",
  overdue: "overdue",
  exploited: "known exploited",
  code: "from the code",
  "base-image": "from the base image",
  database: "from the database",
  "not-looked": "where the baseline did not look",
  unknown: "of unknown cause",
  fixable: "with a fixed version",
  hidden: "hidden in the source",
} as const;
export type Mark = keyof typeof MARKS;

export function marksOf(finding: JudgedFinding): Mark[] {
  const { age, due, exploited, cause, packages, suppressed } = finding;
  return [
    ...(age?.new ? (["new"] as const) : []),
    ...(due?.overdue ? (["overdue"] as const) : []),
    ...(exploited ? (["exploited"] as const) : []),
    ...(cause ? [cause] : []),
    ...(packages.length > 0 && packages.every(({ fixed }) => fixed !== "")
      ? (["fixable"] as const)
      : []),
    ...(suppressed === undefined ? [] : (["hidden"] as const)),
  ];
}
