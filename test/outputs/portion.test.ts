/** A green verdict of fewer stages than the gate has says so beside its name, in every rendering for people. */
import { describe, expect, it } from "vitest";
import { NOTHING_BESIDE } from "../../dagger/src/core/uncovered/judge.ts";
import { joinVerdicts } from "../../dagger/src/core/whole.ts";
import { annotations, wholeAnnotations } from "../../dagger/src/outputs/annotations.ts";
import { html } from "../../dagger/src/outputs/html/html.ts";
import { markdown } from "../../dagger/src/outputs/markdown.ts";
import { terminal } from "../../dagger/src/outputs/terminal/terminal.ts";
import { wholeHtml } from "../../dagger/src/outputs/whole/html.ts";
import { wholeMarkdown } from "../../dagger/src/outputs/whole/markdown.ts";
import { wholeTerminal } from "../../dagger/src/outputs/whole/terminal.ts";
import { decideRun, greenRun } from "../support/run.ts";
import { incomplete, pass } from "../support/verdicts.ts";

const one = decideRun(greenRun(), { only: ["secrets"] });
const all = pass().stages.length;
const OF = `1 of ${all} stages`;

const wholeOf = (...names: string[]) =>
  joinVerdicts({
    verdicts: names.map((service) => ({ ...one, service })),
    policies: names.map((name) => ({ service: { name } })) as never,
    leftOut: new Map(),
    beside: NOTHING_BESIDE,
    now: 0,
  });

const RENDERINGS = [terminal, markdown.render, html.render, annotations.render] as const;

describe("of one service", () => {
  it("is named with its part by each", () => {
    expect(one.verdict).toBe("pass");
    expect(terminal(one)).toMatch(new RegExp(`^PASS \\(${OF}\\): every required stage ran`));
    expect(markdown.render(one)).toMatch(new RegExp(`^## Greengate: PASS \\(${OF}\\)\n`));
    expect(html.render(one)).toContain(`<h1>PASS <small>(${OF})</small></h1>`);
    expect(annotations.render(one)).toContain(`title=Greengate%3A pass (${OF})::`);
  });

  it("a stage that does not apply leaves nothing out", () => {
    const run = greenRun();
    const bandit = run.records.stages.find(({ stage }) => stage === "bandit");
    Object.assign(bandit ?? {}, { status: "not-applicable", reason: "no Python file" });
    run.files.delete("bandit");
    const verdict = decideRun(run);
    expect(verdict.verdict).toBe("pass");
    for (const render of RENDERINGS) expect(render(verdict)).not.toContain(` of ${all} stages)`);
  });

  it("what was given beside the reports is no stage that looked", () => {
    const [first] = one.stages;
    const given = { ...(first as (typeof one.stages)[number]), stage: "kev", state: "complete" };
    const stages = [...one.stages, given as (typeof one.stages)[number]];
    expect(terminal({ ...one, stages })).toMatch(new RegExp(`^PASS \\(${OF}\\)`));
  });

  it("a whole gate, and a red verdict, are named as ever", () => {
    expect(terminal(pass())).toMatch(/^PASS: every/);
    expect(markdown.render(pass())).toMatch(/^## Greengate: PASS\n/);
    expect(html.render(pass())).toContain("<h1>PASS</h1>");
    expect(terminal(incomplete())).toMatch(/^INCOMPLETE: evidence/);
  });
});

describe("of several services", () => {
  const of = `2 of ${all * 2} stages`;
  const whole = wholeOf("users", "mail");

  it("the whole is named with its part, and each in its row", () => {
    expect(wholeTerminal(whole)).toMatch(new RegExp(`^PASS \\(${of}\\): every service passes`));
    expect(wholeTerminal(whole).match(new RegExp(`excepted; only ${OF}\n`, "g"))).toHaveLength(2);
    expect(wholeMarkdown(whole)).toMatch(new RegExp(`^## Greengate: PASS \\(${of}\\)\n`));
    expect(wholeMarkdown(whole)).toContain(`only ${OF} |`);
    expect(wholeHtml(whole)).toContain(`<h1>PASS <small>(${of})</small></h1>`);
    expect(wholeHtml(whole)).toContain(`only ${OF}</span>`);
    expect(wholeAnnotations(whole)).toContain(`title=Greengate%3A pass (${of})::`);
  });
});
