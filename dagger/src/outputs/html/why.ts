/** The verdict's reason in one sentence, with its worst case by name. Plain text, not yet inert. */
import { withoutName } from "../../core/plan/run.ts";
import { sentence } from "../../core/sentence.ts";
import type { JudgedFinding, Verdict } from "../../core/verdict.ts";
import { counted } from "./parts.ts";

/** @param findings in the order of the report: what blocks comes first, the worst of it first */
export function why(verdict: Verdict, findings: readonly JudgedFinding[]): string {
  const { actions, stages } = verdict;
  const lacking = stages.filter(({ state }) => state === "incomplete");
  switch (verdict.verdict) {
    case "block": {
      const many = actions.block === 1 ? "stands" : "stand";
      const evidence =
        lacking.length > 0
          ? ` ${counted(lacking.length, "stage")} ${lacking.length === 1 ? "lacks" : "lack"} evidence besides.`
          : "";
      return `It must not ship: ${counted(actions.block, "finding")} ${many} in the way${worst(first(verdict, findings), actions.block)}.${evidence}`;
    }
    case "incomplete": {
      const [first] = lacking;
      if (!first) return "Nobody can say that it may ship: no stage looked at anything.";
      const others = lacking.length - 1;
      const more =
        others > 0
          ? ` ${counted(others, "other stage")} ${others === 1 ? "lacks" : "lack"} evidence too.`
          : "";
      return `Nobody can say that it may ship. ${sentence(first.stage + withoutName(first.gaps[0]?.message ?? first.reason, first.stage))}${more}`;
    }
    case "warn":
      return `It may ship; ${counted(actions.warn, "finding")} ${actions.warn === 1 ? "wants" : "want"} mending in time.`;
    case "pass":
      return "Every required stage ran, and nothing found stands in the way.";
  }
}

/** The one that the plan begins with. */
function first({ plan }: Verdict, findings: readonly JudgedFinding[]): JudgedFinding | undefined {
  const cleared = plan.find(({ kind }) => kind !== "run")?.clears[0];
  return findings.find(({ fingerprint }) => fingerprint === cleared) ?? findings[0];
}

function worst(finding: JudgedFinding | undefined, of: number): string {
  if (!finding) return "";
  const [ref] = finding.packages;
  const at = ref?.name ?? finding.locations[0]?.path ?? "";
  const name = `${finding.severity} ${finding.id}${at === "" ? "" : ` in ${at}`}`;
  return of === 1 ? `, ${name}` : `, first of them the ${name}`;
}
