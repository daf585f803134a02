/** Which of ECR's answers count: by status, and only with results. */
import { describe, expect, it } from "vitest";
import { codesOf, gapsOf, recorded, runOf } from "../../support/ecr.ts";
import { decideRun, fixture } from "../../support/run.ts";

const { ScanStatus } = JSON.parse(fixture("ecr/api-model.json").toString()) as {
  ScanStatus: string[];
};
const COUNT = ["COMPLETE", "ACTIVE"];

describe("aws describe-image-scan-findings exits 0 in every state (#44): only these count", () => {
  it.each(COUNT)("%s with results", (status) => {
    expect(codesOf(runOf({ ...recorded("complete-clean"), imageScanStatus: { status } }))).toEqual(
      [],
    );
  });

  it.each([...ScanStatus.filter((each) => !COUNT.includes(each)), "A_NEW_ONE"])(
    "not %s, whatever findings come with it",
    (status) => {
      const run = runOf({ ...recorded("complete-clean"), imageScanStatus: { status } });
      const [gap] = gapsOf(run);
      expect(gap?.code).toBe("ecr.not-complete");
      expect(gap?.message).toContain(status);
      expect(gap?.hint).not.toBe("");
      expect(decideRun(run).verdict).toBe("incomplete");
    },
  );

  it.each([
    ["no findings at all", undefined],
    ["an empty list only (aws/aws-sdk#289, aws/aws-cli#6759)", { findings: [] }],
    ["a list without counts", { findings: [], imageScanCompletedAt: "2026-11-24T03:00:00Z" }],
    ["counts without a list", { findingSeverityCounts: {}, imageScanCompletedAt: 1795491000 }],
  ])("COMPLETE and ACTIVE don't count with %s", (_, imageScanFindings) => {
    for (const status of COUNT) {
      const page = { ...recorded("failed"), imageScanStatus: { status }, imageScanFindings };
      expect(codesOf(runOf(page))).toContain("ecr.no-results");
    }
  });
});
