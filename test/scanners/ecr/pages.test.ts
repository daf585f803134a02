/** An answer in pages is whole, or it does not count. */
import { describe, expect, it } from "vitest";
import { codesOf, findingsOf, recorded, runOf, stage } from "../../support/ecr.ts";
import { withReport } from "../../support/run.ts";

describe("pages", () => {
  const first = recorded("page-1");
  const all = recorded("complete-basic");
  const findings = all.imageScanFindings?.findings ?? [];
  const second = {
    ...all,
    imageScanFindings: { ...all.imageScanFindings, findings: findings.slice(0, 2) },
    imageScanStatus: first.imageScanStatus,
  };

  it("all of them make one report", () => {
    const run = runOf(first, second);
    expect(codesOf(run)).toEqual([]);
    expect(findingsOf(run)).toHaveLength(3);
  });

  it("a later page may leave time and counts out", () => {
    const { imageScanCompletedAt, findingSeverityCounts, ...rest } = second.imageScanFindings;
    expect(codesOf(runOf(first, { ...second, imageScanFindings: rest }))).toEqual([]);
  });

  it.each([
    ["the last is missing", [first], ["ecr.page-missing", "ecr.other-count"]],
    [
      "the first came twice, as moto gives it",
      [first, first],
      ["ecr.page-missing", "ecr.other-count"],
    ],
    ["one too many", [second, first], ["ecr.page-missing"]],
    [
      "one is of another image",
      [first, { ...second, imageId: { imageDigest: `sha256:${"1".repeat(64)}` } }],
      ["ecr.pages-differ"],
    ],
    [
      "one is of another state",
      [first, { ...second, imageScanStatus: { status: "FAILED" } }],
      ["ecr.pages-differ"],
    ],
    ["one is no page", [first, { nextToken: 1 }], ["report.wrong-shape"]],
  ])("not whole: %s", (_, pages, codes) => {
    expect(codesOf(runOf(...pages))).toEqual(expect.arrayContaining(codes));
  });

  it("a page that nothing leads to", () => {
    const run = withReport(
      runOf(first, second),
      stage,
      Buffer.from(JSON.stringify(second)),
      "report-4.json",
    );
    expect(codesOf(run)).toContain("ecr.page-missing");
  });

  it("what a page found counts, though the next one is broken", () => {
    expect(findingsOf(runOf({ ...all, nextToken: "x" }, "junk"))).toHaveLength(3);
  });

  it("fewer findings than ECR counts, or more", () => {
    const fewer = { ...all, imageScanFindings: { ...all.imageScanFindings, findings: [] } };
    expect(codesOf(runOf(fewer))).toContain("ecr.other-count");
    const counts = { ...all.imageScanFindings, findingSeverityCounts: { HIGH: 1 } };
    expect(codesOf(runOf({ ...all, imageScanFindings: counts }))).toContain("ecr.other-count");
  });
});
