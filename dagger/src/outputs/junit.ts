/** junit.xml, for Jenkins and GitLab: one suite a stage, a failing case for each gap and blocker. */
import type { Verdict } from "../core/verdict.ts";
import { forMarkup } from "./inert.ts";
import type { Output } from "./output.ts";
import { whereOf } from "./words.ts";

export const junit: Output = { file: "junit.xml", render };

interface Case {
  readonly name: string;
  readonly failure?: string;
  readonly skipped?: string;
}

function render(verdict: Verdict): string {
  const suites = verdict.stages.map(({ stage, state, reason, gaps }) => {
    const evidence: Case[] =
      state === "dropped" || state === "not-applicable"
        ? [{ name: "evidence", skipped: `${state}: ${reason}` }]
        : gaps.length === 0
          ? [{ name: "evidence" }]
          : gaps.map((gap) => ({ name: gap.code, failure: `${gap.message} ${gap.hint}` }));
    // A finding of several stages is told once, by the first of them.
    const found = verdict.findings
      .filter(({ sources }) => sources[0]?.stage === stage)
      .map((finding): Case => {
        const name = `${finding.id} ${whereOf(finding)}`;
        if (finding.action === "block") {
          return { name, failure: `${finding.severity}: ${finding.title} (${finding.because})` };
        }
        return finding.action === "excepted" ? { name, skipped: finding.because } : { name };
      });
    return suite(stage, [...evidence, ...found]);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="greengate">\n${suites.join("")}</testsuites>\n`;
}

function suite(stage: string, cases: readonly Case[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((each) => each.skipped !== undefined).length;
  const body = cases.map((each) => {
    const open = `    <testcase classname="${forMarkup(stage)}" name="${forMarkup(each.name)}"`;
    if (each.failure !== undefined) {
      return `${open}><failure message="${forMarkup(each.failure, 600)}"/></testcase>\n`;
    }
    if (each.skipped === undefined) return `${open}/>\n`;
    return `${open}><skipped message="${forMarkup(each.skipped)}"/></testcase>\n`;
  });
  return `  <testsuite name="${forMarkup(stage)}" tests="${cases.length}" failures="${failures}" skipped="${skipped}">\n${body.join("")}  </testsuite>\n`;
}
