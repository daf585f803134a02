/** CycloneDX VEX that lists versions: which of them are beyond doubt unaffected. */
import { expect, it } from "vitest";
import { parseDeclared } from "../../../dagger/src/core/exceptions/declared.ts";
import { decideRun, fixture, greenRun, withReport } from "../../support/run.ts";

type Listed = readonly Record<string, string>[];

/** That lodash is not affected, in these versions, or in all of them. */
const said = (timestamp: string, versions?: Listed, state = "not_affected") => ({
  ...{ bomFormat: "CycloneDX", specVersion: "1.5", metadata: { timestamp } },
  vulnerabilities: [
    {
      id: "CVE-2024-1",
      analysis: { state, justification: "code_not_reachable" },
      affects: [{ ref: "pkg:npm/lodash", versions }],
    },
  ],
});

const [EARLIER, SAID, TO_COME] = [10, 11, 12].map((month) => `2026-${month}-01T00:00:00Z`) as [
  string,
  string,
  string,
];

/** Whether lodash 4.17.4 is excepted by what is said of these versions. */
const excepts = (versions: Listed): boolean => exceptedBy(said(SAID, versions));

function exceptedBy(...documents: object[]): boolean {
  const report = JSON.parse(fixture("trivy/image-clean-json.json").toString());
  report.Results[0].Vulnerabilities = [
    {
      ...{ VulnerabilityID: "CVE-2024-1", Severity: "HIGH" },
      ...{ PkgName: "lodash", InstalledVersion: "4.17.4" },
      PkgIdentifier: { PURL: "pkg:npm/lodash@4.17.4" },
    },
  ];
  const vex = parseDeclared(
    documents.map((each, index) => [`vex-${index}.json`, JSON.stringify(each)] as const),
  );
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

/** A newer list of versions is what is left of an older word on all of them. */
it.each<[string, Listed, boolean]>([
  ["affected", [RANGE, { version: "4.17.4", status: "affected" }], false],
  ["affected, and none well", [{ version: "4.17.4" }], false],
  ["in a range that can't be read", [{ range: "vers:deb/<5", status: "affected" }], false],
  ["not named, where another is affected", [{ version: "4.17.5" }], true],
])("an earlier word on all versions, and a later one has it %s: %s", (_, versions, excepted) => {
  const all = said(EARLIER);
  expect(exceptedBy(all)).toBe(true);
  for (const state of ["not_affected", "resolved"]) {
    expect(exceptedBy(all, said(SAID, versions, state))).toBe(excepted);
    expect(exceptedBy(said(SAID, versions, state), all)).toBe(excepted);
  }
  expect(exceptedBy(said(EARLIER, versions), said(SAID))).toBe(true);
});

it("what speaks against it counts also where its time is to come: a clock that is wrong excepts nothing", () => {
  expect(exceptedBy(said(SAID), said(TO_COME, undefined, "exploitable"))).toBe(false);
});
