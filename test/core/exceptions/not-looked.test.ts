/** An exception of what no stage looked for this time is not called unused, in any rendering. */
import { describe, expect, it } from "vitest";
import { policySchema } from "../../../dagger/src/core/policy/policy.ts";
import { html } from "../../../dagger/src/outputs/html/html.ts";
import { markdown } from "../../../dagger/src/outputs/markdown.ts";
import { terminal } from "../../../dagger/src/outputs/terminal/terminal.ts";
import { SCANNERS, scannerOf } from "../../../dagger/src/scanners/index.ts";
import { decideRun, greenRun, stageOf } from "../../support/run.ts";
import { everyKind } from "../../support/verdicts.ts";

const WHO = { reason: "never reached", owner: "ana", until: "2026-12-31" };

interface Narrowed {
  readonly only?: string[];
  readonly skip?: string[];
  readonly drop?: string[];
  readonly failed?: string;
}

/** The verdict of a run that found none of what the exception names. */
function verdictOf(exception: object, { drop = [], failed, ...call }: Narrowed = {}) {
  const run = greenRun();
  if (failed) Object.assign(stageOf(run, failed), { status: "failed", reason: "killed" });
  const left = new Set([...(call.skip ?? []), ...drop]);
  const away = ({ stage }: { stage: string }) =>
    left.has(stage) || (call.only !== undefined && !call.only.includes(stage));
  for (const stage of run.records.stages.filter(away)) run.files.delete(stage.stage);
  run.records.stages = run.records.stages.filter((stage) => !away(stage));
  const policy = policySchema.parse({
    version: 1,
    drop: drop.map((stage) => ({ stage, reason: "of no use here" })),
    exceptions: [{ id: "a-rule", ...WHO, ...exception }],
  });
  return decideRun({ ...run, policy }, call);
}

const PURL = { id: "a-name", purl: "pkg:npm/lodash" };

describe("the state", () => {
  it.each<[string, object, Narrowed, "unused" | "not-looked"]>([
    ["every stage looked", {}, {}, "unused"],
    ["--only another", { id: "CVE-2024-1" }, { only: ["secrets"] }, "not-looked"],
    ["--only its own", { stage: "secrets" }, { only: ["secrets"] }, "unused"],
    ["its stage is left out", { stage: "secrets" }, { skip: ["secrets"] }, "not-looked"],
    ["its stage is none of the gate's here", { stage: "other-tool" }, {}, "not-looked"],
    ["a stage of packages is left out", PURL, { skip: ["trivy-fs"] }, "not-looked"],
    ["a stage that finds no packages is", PURL, { skip: ["zap-baseline"] }, "unused"],
    ["one that finds nothing is", {}, { skip: ["test"] }, "unused"],
    ["nothing tells what it is about", {}, { skip: ["zap-baseline"] }, "not-looked"],
    ["its stage lacks evidence", PURL, { failed: "trivy-image" }, "not-looked"],
    ["the policy itself has no such stage", PURL, { drop: ["trivy-fs"] }, "unused"],
  ])("where %s", (_, exception, narrowed, state) => {
    expect(verdictOf(exception, narrowed).exceptions.map((each) => each.state)).toEqual([state]);
  });

  it("a stage that was left out and has run all the same has looked", () => {
    const run = greenRun();
    const policy = policySchema.parse({ version: 1, exceptions: [{ ...PURL, ...WHO }] });
    const verdict = decideRun({ ...run, policy }, { skip: ["trivy-fs"] });
    expect(verdict.exceptions.map(({ state }) => state)).toEqual(["unused"]);
  });
});

it("every rendering says so alike", () => {
  const verdict = verdictOf({ id: "CVE-2024-1" }, { only: ["secrets"] });
  expect(terminal(verdict)).toContain("Not looked at: CVE-2024-1");
  expect(markdown.render(verdict)).toContain("Not looked at: CVE\\-2024\\-1");
  expect(html.render(verdict)).toContain("not looked at");
  for (const text of [terminal(verdict), markdown.render(verdict), html.render(verdict)]) {
    expect(text).not.toMatch(/never used/i);
  }
});

it("the categories that a scanner is said to find are those of its recorded reports", () => {
  for (const { category, sources } of everyKind().findings) {
    for (const { stage } of sources) expect(scannerOf(stage).finds, stage).toContain(category);
  }
  expect(SCANNERS.filter(({ finds }) => finds === undefined)).toEqual([]);
});
