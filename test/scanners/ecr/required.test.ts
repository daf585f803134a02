/** When the stage is required: never before a push, always where the policy says so. */
import { describe, expect, it } from "vitest";
import { policySchema } from "../../../dagger/src/core/policy/policy.ts";
import { stage } from "../../support/ecr.ts";
import { decideRun, fixture, gapCodes, greenRun, type Run, withReport } from "../../support/run.ts";

describe("when it is required", () => {
  const without = (run: Run) => {
    run.files.delete(stage);
    run.records.stages = run.records.stages.filter((each) => each.stage !== stage);
    return run;
  };
  const requiring = policySchema.parse({ version: 1, require: [stage] });

  it("not where nothing speaks of it: it can't run before a push", () => {
    const verdict = decideRun(without(greenRun()));
    expect(verdict.verdict).toBe("pass");
    expect(verdict.stages.map((each) => each.stage)).not.toContain(stage);
  });

  it("where the policy says so, though record and report are gone", () => {
    const verdict = decideRun({ ...without(greenRun()), policy: requiring });
    expect(verdict.verdict).toBe("incomplete");
    expect(gapCodes(verdict)).toEqual(["stage.missing"]);
  });

  it("before the push it waits, and the verdict says so", () => {
    const verdict = decideRun(
      { ...without(greenRun()), policy: requiring },
      { beforePublish: true },
    );
    expect(verdict.verdict).toBe("pass");
    expect(verdict.stages.find((each) => each.stage === stage)).toMatchObject({
      state: "dropped",
      reason: expect.stringContaining("not before a push"),
    });
  });

  it("what is there counts before a push too", () => {
    const run = withReport(greenRun(), stage, fixture("ecr/complete-basic.json"));
    expect(decideRun(run, { beforePublish: true }).verdict).toBe("block");
  });

  it("by name, with --only", () => {
    for (const beforePublish of [false, true]) {
      const verdict = decideRun(without(greenRun()), { only: [stage], beforePublish });
      expect(verdict.verdict).toBe("incomplete");
    }
  });

  it.each([
    ["complete-clean", []],
    ["page-1", ["ecr.page-missing", "ecr.other-count"]],
    ["in-progress", ["ecr.not-complete"]],
  ])("a bare report: %s", (name, codes) => {
    const files = new Map([[stage, new Map([["report.json", fixture(`ecr/${name}.json`)]])]]);
    const bare = { records: undefined, files, only: [stage] };
    const codesWith = (withoutRecords: boolean) => {
      const { stages } = decideRun(greenRun(), { ...bare, withoutRecords });
      return stages.find((each) => each.stage === stage)?.gaps.map(({ code }) => code) ?? [];
    };
    expect(codesWith(true)).toEqual(codes);
    expect(codesWith(false)).toEqual(
      expect.arrayContaining(["stage.no-record", "image.no-record"]),
    );
  });

  it("a misspelt name of the policy's asks for what nobody can give", () => {
    const policy = policySchema.parse({ version: 1, require: ["ecr-scna"] });
    expect(decideRun({ ...greenRun(), policy }).verdict).toBe("incomplete");
  });

  it("a policy can't require it and drop it", () => {
    const drop = [{ stage, reason: "none" }];
    expect(policySchema.safeParse({ version: 1, require: [stage], drop }).success).toBe(false);
  });
});
