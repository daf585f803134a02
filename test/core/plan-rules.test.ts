/** Findings of one rule are one step of the plan, wherever they are, and its words tell the places. */
import { describe, expect, it } from "vitest";
import { decide } from "../../dagger/src/core/decide.ts";
import type { RawFinding } from "../../dagger/src/core/finding.ts";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import { completeStage, decision, expectRight } from "../support/plan.ts";
import { greenRun } from "../support/run.ts";

describe("a rule's findings are one step", () => {
  const at = (path: string, line?: number, more: Partial<RawFinding> = {}): RawFinding => ({
    ...{ category: "misconfiguration", id: "R-1", title: "Runs as root", severity: "high" },
    ...{ location: { path, ...(line !== undefined && { line }) }, detail: String(line) },
    ...more,
  });
  const planOf = (findings: readonly RawFinding[], stage = "trivy-config") => {
    const stages = [completeStage(stage, findings)];
    const policy = { ...DEFAULT_POLICY, reportOnly: [] };
    const input = { ...decision({ ...greenRun(), policy }), stages, policy };
    expectRight(input);
    return decide(input).plan;
  };
  const many = Array.from({ length: 7 }, (_, index) => `${index}.yaml`);

  it.each([
    ["one place", [at("a.yaml", 3)], " in a.yaml:3"],
    ["a title with a stop", [at("a.yaml", 3, { title: "Runs as root." })], " in a.yaml:3"],
    ["a file as a whole", [at("a.yaml")], " in a.yaml"],
    ["one line twice", [at("a.yaml", 3), at("a.yaml", 3, { detail: "b" })], " in a.yaml:3"],
    [
      "a few files, in order",
      [at("b.yaml", 9), at("a.yaml", 3)],
      " in 2 places: a.yaml:3, b.yaml:9",
    ],
    ["lines by number", [at("a.yaml", 10), at("a.yaml", 9)], " in 2 places: a.yaml:9, a.yaml:10"],
    [
      "many lines of one file",
      many.map((_, line) => at("a.yaml", line + 1)),
      " in 7 places: a.yaml:1, a.yaml:2, a.yaml:3, a.yaml:4 and 3 more",
    ],
    [
      "many files",
      many.map((path) => at(path, 1)),
      " in 7 places: 0.yaml:1, 1.yaml:1, 2.yaml:1, 3.yaml:1 and 3 more",
    ],
    [
      "many lines of many files: as many files as can be told",
      many.flatMap((path) => [at(path, 1), at(path, 2)]),
      " in 14 places of 7 files: 0.yaml:1, 1.yaml:1, 2.yaml:1, 3.yaml:1 and 10 more",
    ],
    [
      "many lines of two files",
      many.flatMap((_, line) => [at("b.yaml", line + 1), at("a.yaml", line + 1)]),
      " in 14 places of 2 files: a.yaml:1, a.yaml:2, b.yaml:1, b.yaml:2 and 10 more",
    ],
  ] as const)("%s", (_, findings, where) => {
    const [step, ...more] = planOf(findings);
    expect(step?.what).toBe(`Fix R-1 (Runs as root)${where}`);
    expect(step?.clears).toHaveLength(findings.length);
    const [path, line] = (where.split(/: | in /).at(-1) ?? "").split(/[:,]/);
    expect(step?.where).toEqual({ path, ...(line !== undefined && { line: Number(line) }) });
    expect(more).toEqual([]);
  });

  it.each([
    [["Do it.", "Do it."], " Do it."],
    [["Do it. In a.", "Do it. In b."], " Do it."],
    [["Do it in a.", "Do it in b."], undefined],
    [["Do it.", undefined], undefined],
    [["In a, do it. Then that.", "In b, do it. Then that."], undefined],
  ] as const)("with the advice that all share: %j", ([one, another], words) => {
    const [step] = planOf([at("a.yaml", 1, { advice: one }), at("b.yaml", 1, { advice: another })]);
    const ends = words === undefined ? "" : `.${words}`;
    expect(step?.what).toBe(`Fix R-1 (Runs as root) in 2 places: a.yaml:1, b.yaml:1${ends}`);
  });

  it("with a title that names what is there, of two places", () => {
    const findings = many.map((path, line) => at(path, line, { title: `Odd: ${path}` }));
    expect(planOf(findings)[0]?.what).toMatch(
      /^Fix R-1 \(Odd: .*, Odd: .* and 5 more\) in 7 places/,
    );
  });

  it("with a long title, a tool's whole message, behind the places", () => {
    const title = `${"Words and ".repeat(8)}more. Do that`;
    const more = { title, advice: "Do it." };
    expect(planOf([at("a.yaml", 1, more)])[0]?.what).toBe(`Fix R-1 in a.yaml:1: ${title}. Do it.`);
    expect(planOf([at("a.yaml", 1, more), at("b.yaml", 1, more)])[0]?.what).toBe(
      `Fix R-1 in 2 places: a.yaml:1, b.yaml:1. ${title}. Do it.`,
    );
  });

  it.each([
    ["sast", "semgrep", " in 2 places: /a:1, /b:1"],
    ["dast", "zap-baseline", " on 2 paths: /a:1, /b:1"],
  ] as const)("of %s too", (category, stage, where) => {
    const [step, ...more] = planOf([at("/b", 1, { category }), at("/a", 1, { category })], stage);
    expect(step?.what).toBe(`Fix R-1 (Runs as root)${where}`);
    expect(more).toEqual([]);
  });

  it("and another rule, or a secret, is another", () => {
    const secret = { category: "secret", id: "key" } as const;
    const plan = planOf([
      ...[at("a.yaml", 1), at("b.yaml", 1), at("a.yaml", 1, { id: "R-2" })],
      ...[at("a.yaml", 1, secret), at("b.yaml", 1, secret)],
    ]);
    expect(plan.map(({ clears }) => clears.length)).toEqual([1, 1, 2, 1]);
  });

  it("an exception that ran out may be renewed for its place", () => {
    const exceptions = [
      { id: "R-1", reason: "known", owner: "ana", until: "2026-01-01", path: "a.yaml" },
    ];
    const policy = { ...DEFAULT_POLICY, exceptions } as unknown as typeof DEFAULT_POLICY;
    const stages = [completeStage("trivy-config", [at("a.yaml", 1), at("b.yaml", 1)])];
    const input = { ...decision({ ...greenRun(), policy }), stages, policy };
    expectRight(input);
    expect(decide(input).plan.map(({ what }) => what)).toEqual([
      "Fix R-1 (Runs as root) in 2 places: a.yaml:1, b.yaml:1 (the exception for R-1 ran out after 2026-01-01; ana may renew it)",
    ]);
  });
});
