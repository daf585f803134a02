/** ECR's answer is of the image that was built, and recent. */
import { describe, expect, it } from "vitest";
import { codesOf, recorded, runOf, stage } from "../../support/ecr.ts";
import { fixture, greenRun, PUSHED, stageOf, withReport } from "../../support/run.ts";

describe("the image", () => {
  it.each([
    ["another digest", { imageDigest: `sha256:${"2".repeat(64)}` }, "image.other"],
    ["a tag alone", { imageTag: "1.0.0" }, "ecr.no-digest"],
  ])("%s", (_, imageId, code) => {
    expect(codesOf(runOf({ ...recorded("complete-clean"), imageId }))).toContain(code);
  });

  it("the asked digest was not the built one", () => {
    const run = greenRun();
    stageOf(run, stage).target = { name: "shop", digest: `sha256:${"3".repeat(64)}` };
    expect(codesOf(run)).toEqual(["image.other"]);
  });

  it("a run that knows no manifest", () => {
    const run = greenRun();
    delete run.records.image?.manifest;
    expect(codesOf(run)).toEqual(["image.no-manifest"]);
  });

  it("enhanced findings of another image", () => {
    const page = fixture("ecr/active-enhanced.json").toString();
    const other = page.replace(
      `"imageHash": "${PUSHED}"`,
      `"imageHash": "sha256:${"4".repeat(64)}"`,
    );
    expect(codesOf(withReport(greenRun(), stage, Buffer.from(other)))).toContain("image.other");
  });
});

describe("time", () => {
  const dated = (times: object) => {
    const page = recorded("complete-clean");
    return codesOf(runOf({ ...page, imageScanFindings: { ...page.imageScanFindings, ...times } }));
  };

  it.each([
    ["imageScanCompletedAt", "scan"],
    ["vulnerabilitySourceUpdatedAt", "database"],
  ])("%s: old, to come, or no date", (field, code) => {
    expect(dated({ [field]: "2026-11-20T03:00:00Z" })).toEqual([`${code}.stale`]);
    expect(dated({ [field]: "2026-11-24T22:10:00Z" })).toEqual([`${code}.no-date`]);
    expect(dated({ [field]: "yesterday" })).toEqual([`${code}.no-date`]);
  });

  it("as every version of the command line prints it", () => {
    for (const at of [
      1795491000.25,
      "2026-11-24T03:30:00.250000+00:00",
      "2026-11-24 04:30:00+01:00",
    ]) {
      expect(dated({ imageScanCompletedAt: at, vulnerabilitySourceUpdatedAt: at })).toEqual([]);
    }
  });

  it("no word of the database", () => {
    expect(dated({ vulnerabilitySourceUpdatedAt: undefined })).toEqual(["database.no-date"]);
  });
});
