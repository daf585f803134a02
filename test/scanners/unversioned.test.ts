/** What Trivy lists without a version was looked up in vain: a finding that warns. */
import { expect, it } from "vitest";
import { decideRun, fixture, greenRun, withReport } from "../support/run.ts";

it("packages without a version are a finding, but for the project itself", () => {
  const report = JSON.parse(String(fixture("trivy-fs/clean.json")));
  const [lodash] = report.Results[0].Packages;
  const told = (more: object, Type = "npm") => {
    report.Results[0].Type = Type;
    report.Results[0].Packages = [{ ...lodash, ...more }];
    const run = withReport(greenRun(), "trivy-fs", Buffer.from(JSON.stringify(report)));
    const { verdict, findings } = decideRun(run);
    const ours = findings.filter(({ sources }) => sources[0]?.stage === "trivy-fs");
    return { verdict, found: ours.map(({ id, detail }) => [id, detail]) };
  };
  const found = [["no-version", lodash.Name]];
  expect(told({})).toEqual({ verdict: "pass", found: [] });
  expect(told({ Version: "" })).toEqual({ verdict: "warn", found });
  expect(told({ Version: undefined, Relationship: "direct" })).toEqual({ verdict: "warn", found });
  for (const Version of ["dev-main", "1.x-dev"]) {
    expect(told({ Version }, "composer")).toEqual({ verdict: "warn", found });
    expect(told({ Version })).toEqual({ verdict: "pass", found: [] });
  }
  for (const [type, Version] of [
    ["npm", "github:lodash/lodash#4.17.4"],
    ["npm", "git+ssh://git@example.com/a.git#4f5c"],
    ["swift", "main"],
    ["swift", "4f5c2a"],
  ] as const) {
    expect(told({ Version }, type)).toEqual({ verdict: "warn", found });
  }
  for (const Version of ["npm:lodash@4.17.21", "file:../a"]) {
    expect(told({ Version })).toEqual({ verdict: "pass", found: [] });
  }
  expect(told({ Version: "v2.0.0" }, "swift")).toEqual({ verdict: "pass", found: [] });
  for (const Relationship of ["root", "workspace"]) {
    expect(told({ Version: "", Relationship })).toEqual({ verdict: "pass", found: [] });
  }
});
