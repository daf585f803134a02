/** What stages note of their own sight is in every rendering for people, briefly in a terminal. */
import { expect, it } from "vitest";
import { html } from "../../dagger/src/outputs/html/html.ts";
import { markdown } from "../../dagger/src/outputs/markdown.ts";
import { terminal } from "../../dagger/src/outputs/terminal/terminal.ts";
import { decideRun, greenRun } from "../support/run.ts";
import { pass } from "../support/verdicts.ts";

const PASSED_OVER = /secrets: Trivy's rules pass over tests, .* large: 0 of 2 files\.$/;

const sectionOf = (text: string, title: string, end: string) =>
  text.split(`${title}\n`)[1]?.split(end)[0] ?? "";

it("report.md has each with its stage", () => {
  const verdict = pass();
  const count = verdict.stages.flatMap(({ notes }) => notes).length;
  const lines = sectionOf(markdown.render(verdict), "### What the stages note", "\n###")
    .trim()
    .split("\n");
  expect(lines).toHaveLength(count);
  expect(lines.filter((line) => PASSED_OVER.test(line))).toHaveLength(1);
});

it("a terminal says of many how many there are, of whom, and where they stand", () => {
  const verdict = pass();
  const noting = verdict.stages.filter(({ notes }) => notes.length > 0);
  const count = noting.flatMap(({ notes }) => notes).length;
  const words = sectionOf(terminal(verdict), "What the stages note", "\n\n")
    .replace(/\s+/g, " ")
    .trim();
  const names = noting.map(({ stage }) => stage).join(", ");
  expect(words).toBe(`- ${count} notes on what they can't see (${names}): report.md has them`);
});

it("and tells few of them itself", () => {
  const verdict = pass();
  const stages = verdict.stages.map((stage) =>
    stage.stage === "secrets" ? stage : { ...stage, notes: [] },
  );
  const words = sectionOf(terminal({ ...verdict, stages }), "What the stages note", "\n\n");
  expect(words.replace(/\s+/g, " ").trim()).toMatch(PASSED_OVER);
});

it("where no stage notes anything, nothing is said of it", () => {
  const verdict = decideRun(greenRun());
  const silent = { ...verdict, stages: verdict.stages.map((each) => ({ ...each, notes: [] })) };
  for (const text of [terminal(silent), markdown.render(silent), html.render(silent)]) {
    expect(text).not.toContain("What the stages note");
    expect(text).not.toContain("<dt>Note</dt>");
  }
});
