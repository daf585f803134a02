/** One of a thing is named in the singular, wherever people read it. */
import { describe, expect, it } from "vitest";
import { counted, countedAre } from "../../dagger/src/core/counted.ts";
import type { JudgedFinding, Verdict } from "../../dagger/src/core/verdict.ts";
import { annotations } from "../../dagger/src/outputs/annotations.ts";
import { html } from "../../dagger/src/outputs/html/html.ts";
import { markdown } from "../../dagger/src/outputs/markdown.ts";
import { terminal } from "../../dagger/src/outputs/terminal/terminal.ts";
import { bandit } from "../../dagger/src/scanners/bandit/bandit.ts";
import { runWith, verdictFile } from "../support/baseline.ts";
import { decideRun, greenRun } from "../support/run.ts";
import { everyKind, manyFindings } from "../support/verdicts.ts";

/** `1 findings`, `1 more errors`; not `11 findings`, `0.1 findings` or `1 of 3 findings`. */
const FAULT =
  /(?<![\d.,-])1 (?:more |other |overdue |fixed |Terraform |Kubernetes |Helm )*(?:findings|files|lines|rules|stages|services|entries|errors|warnings|changes|exceptions|steps|points|packages|pages|bills|documents|templates|programs|days|hours|notes)\b/g;

const everywhere = (verdict: Verdict): string[] =>
  [terminal, markdown.render, html.render, annotations.render].flatMap(
    (render) => render(verdict).match(FAULT) ?? [],
  );

it("the helper", () => {
  expect([0, 1, 2].map((count) => counted(count, "finding"))).toEqual([
    "0 findings",
    "1 finding",
    "2 findings",
  ]);
  expect(counted(1, "entry", "entries")).toBe("1 entry");
  expect(counted(2, "entry", "entries")).toBe("2 entries");
  expect([countedAre(1, "page"), countedAre(2, "page")]).toEqual(["1 page is", "2 pages are"]);
});

describe("in every rendering", () => {
  it("of a run with one file, one finding, and a baseline of one", () => {
    const [finding] = manyFindings(1).findings;
    const one = { ...decideRun(greenRun()), findings: finding ? [finding] : [] };
    const verdict = decideRun(runWith(greenRun(), { baselines: [verdictFile(one)] }));
    expect(verdict.baseline?.fixed.length).toBe(1);
    expect(everywhere(verdict)).toEqual([]);
  });

  it.each([11, 16, 6])("of what is left out past a limit, %i", (count) => {
    const from = everyKind();
    const [first] = manyFindings(1).findings;
    const findings = Array.from({ length: count }, (_, index) => ({
      ...(first as JudgedFinding),
      id: `CVE-1-${index}`,
      action: "block" as const,
    }));
    const stages = from.stages.filter(({ state }) => state !== "incomplete");
    expect(everywhere({ ...from, findings, stages })).toEqual([]);
  });
});

it("in the words of a stage that does not apply", () => {
  const tree = { paths: ["a.js"], links: [], text: () => "" };
  const selected = bandit.invocation?.select?.(tree as never, {} as never);
  expect(selected?.none).toBe("no Python file among 1 file");
});
