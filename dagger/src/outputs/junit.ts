/**
 * junit.xml, for Jenkins and GitLab: one suite a stage, an error for each gap, a failure for each
 * blocker. Valid by the schema that Jenkins publishes; its `skipped` has no attribute.
 */
import { addTo } from "../core/add-to.ts";
import type { JudgedStage, Verdict } from "../core/verdict.ts";
import type { Output } from "./output.ts";
import { forMarkup } from "./shared/inert.ts";
import { whereOf } from "./shared/words.ts";

export const junit: Output = { file: "junit.xml", render };

interface Case {
  readonly name: string;
  readonly error?: string;
  readonly failure?: string;
  readonly skipped?: string;
}

function render(verdict: Verdict): string {
  // A finding of several stages is told once, by the first of them.
  const found = new Map<string | undefined, Case[]>();
  for (const finding of verdict.findings) {
    addTo(found, finding.sources[0]?.stage, caseOf(finding));
  }
  const suites = verdict.stages.map((stage) => {
    return suite(stage, [...evidenceOf(stage), ...(found.get(stage.stage) ?? [])]);
  });
  const name = forMarkup(`greengate ${verdict.service}`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${name}">\n${suites.join("")}</testsuites>\n`;
}

function evidenceOf({ state, reason, gaps }: JudgedStage): Case[] {
  if (state === "dropped" || state === "not-applicable") {
    return [{ name: "evidence", skipped: `${state}: ${reason}` }];
  }
  if (gaps.length === 0) return [{ name: "evidence" }];
  return gaps.map(({ code, message, hint }) => ({ name: code, error: `${message} ${hint}` }));
}

function caseOf(finding: Verdict["findings"][number]): Case {
  const name = `${finding.id} ${whereOf(finding)}`;
  if (finding.action === "excepted") return { name, skipped: finding.because };
  if (finding.action !== "block") return { name };
  return { name, failure: `${finding.severity}: ${finding.title} (${finding.because})` };
}

function suite({ stage, durationMs = 0 }: JudgedStage, cases: readonly Case[]): string {
  const count = (kind: "error" | "failure" | "skipped") =>
    cases.filter((each) => each[kind] !== undefined).length;
  const attributes = [
    `name="${forMarkup(stage)}"`,
    `tests="${cases.length}"`,
    `errors="${count("error")}"`,
    `failures="${count("failure")}"`,
    `skipped="${count("skipped")}"`,
    `time="${(durationMs / 1000).toFixed(3)}"`,
  ];
  const body = cases.map((each) => testcase(stage, each));
  return `  <testsuite ${attributes.join(" ")}>\n${body.join("")}  </testsuite>\n`;
}

function testcase(stage: string, { name, error, failure, skipped }: Case): string {
  const open = `    <testcase classname="${forMarkup(stage)}" name="${forMarkup(name)}"`;
  if (error !== undefined) {
    return `${open}><error message="${forMarkup(error, 600)}"/></testcase>\n`;
  }
  if (failure !== undefined) {
    return `${open}><failure message="${forMarkup(failure, 600)}"/></testcase>\n`;
  }
  if (skipped !== undefined) {
    return `${open}><skipped>${forMarkup(skipped)}</skipped></testcase>\n`;
  }
  return `${open}/>\n`;
}
