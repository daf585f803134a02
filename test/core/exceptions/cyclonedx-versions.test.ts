/** CycloneDX VEX that lists versions: which of them are beyond doubt unaffected. */
import { expect, it } from "vitest";
import { parseDeclared } from "../../../dagger/src/core/exceptions/declared.ts";
import { decideRun, fixture, greenRun, withReport } from "../../support/run.ts";

/** Whether lodash 4.17.4 is excepted by what is said of these versions. */
function excepts(versions: readonly Record<string, string>[]): boolean {
  const report = JSON.parse(fixture("trivy/image-clean-json.json").toString());
  report.Results[0].Vulnerabilities = [
    {
      ...{ VulnerabilityID: "CVE-2024-1", Severity: "HIGH" },
      ...{ PkgName: "lodash", InstalledVersion: "4.17.4" },
      PkgIdentifier: { PURL: "pkg:npm/lodash@4.17.4" },
    },
  ];
  const document = {
    ...{ bomFormat: "CycloneDX", specVersion: "1.5" },
    metadata: { timestamp: "2026-11-01T00:00:00Z" },
    vulnerabilities: [
      {
        id: "CVE-2024-1",
        analysis: { state: "not_affected", justification: "code_not_reachable" },
        affects: [{ ref: "pkg:npm/lodash", versions }],
      },
    ],
  };
  const vex = parseDeclared([["vex.json", JSON.stringify(document)]]);
  if (!vex.ok) throw new Error(vex.error.message);
  const run = withReport(greenRun(), "trivy-image", Buffer.from(JSON.stringify(report)));
  const { verdict } = decideRun(run, { givenVex: vex.value });
  return verdict === "pass";
}

const RANGE = { range: "vers:npm/>=4.0.0|<5.0.0", status: "unaffected" };

it.each<[string, Record<string, string>[]]>([
  ["in the range", [RANGE]],
  ["by its own", [{ version: "4.17.4", status: "unaffected" }]],
  ["beside another that is affected", [RANGE, { version: "4.17.5", status: "affected" }]],
])("excepted: %s", (_, versions) => {
  expect(excepts(versions)).toBe(true);
});

it.each<[string, Record<string, string>[]]>([
  ["in no range", [{ ...RANGE, range: "vers:npm/>=5.0.0" }]],
  ["affected by its own", [RANGE, { version: "4.17.4", status: "affected" }]],
  ["affected, as it is where nothing else is said", [RANGE, { version: "4.17.4" }]],
  ["nobody knows", [{ range: "vers:npm/<4.17.5", status: "unknown" }, RANGE]],
  ["another range can't be read", [RANGE, { range: "vers:deb/<5", status: "affected" }]],
])("not excepted: %s", (_, versions) => {
  expect(excepts(versions)).toBe(false);
});
