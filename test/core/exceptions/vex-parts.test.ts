/** VEX of a finding that is in two packages: what counts of it, and what the plan says to renew. */
import { expect, it } from "vitest";
import { parseDeclared } from "../../../dagger/src/core/exceptions/declared.ts";
import { policySchema } from "../../../dagger/src/core/policy/policy.ts";
import { decideRun, fixture, greenRun, withReport } from "../../support/run.ts";

const OLD = "2026-01-01T00:00:00Z";
const NEW = "2026-11-20T00:00:00Z";

/** One advisory in two versions of a package, each with what is said of it. */
function judged(said: Readonly<Record<string, string>>) {
  const report = JSON.parse(fixture("trivy/image-clean-json.json").toString());
  report.Results[0].Vulnerabilities = ["1.0.0", "2.0.0"].map((version) => ({
    ...{ VulnerabilityID: "CVE-2024-1", Severity: "HIGH", FixedVersion: "" },
    ...{ PkgName: "zlib", InstalledVersion: version },
    PkgIdentifier: { PURL: `pkg:deb/debian/zlib@${version}` },
  }));
  const run = withReport(greenRun(), "trivy-image", Buffer.from(JSON.stringify(report)));
  const statements = Object.entries(said).map(([version, timestamp]) => ({
    ...{ vulnerability: { name: "CVE-2024-1" }, timestamp, status: "not_affected" },
    ...{ products: [{ "@id": `pkg:deb/debian/zlib@${version}` }], impact_statement: "no" },
  }));
  const document = {
    ...{ "@context": "https://openvex.dev/ns/v0.2.0", "@id": "vex", author: "ana" },
    ...{ timestamp: OLD, version: 1, statements },
  };
  const vex = parseDeclared([["vex.json", JSON.stringify(document)]]);
  if (!vex.ok) throw new Error(vex.error.message);
  const policy = policySchema.parse({ version: 1, limits: { exceptionMaxDays: 30 } });
  const { verdict, plan, exceptions } = decideRun({ ...run, policy }, { givenVex: vex.value });
  return {
    ...{ verdict, plan: plan.map(({ kind }) => kind) },
    states: exceptions.map(({ state, covers }) => [state, covers.length]),
  };
}

it.each<[string, Record<string, string>, string, string[], [string, number][]]>([
  [
    "both count",
    { "1.0.0": NEW, "2.0.0": NEW },
    "pass",
    [],
    [
      ["in-force", 1],
      ["in-force", 1],
    ],
  ],
  [
    "one ran out",
    { "1.0.0": NEW, "2.0.0": OLD },
    "block",
    ["renew"],
    [
      ["unused", 0],
      ["expired", 1],
    ],
  ],
  [
    "both ran out",
    { "1.0.0": OLD, "2.0.0": OLD },
    "block",
    ["fix"],
    [
      ["expired", 0],
      ["expired", 0],
    ],
  ],
  ["one counts alone", { "1.0.0": NEW }, "block", ["fix"], [["unused", 0]]],
  ["one ran out alone", { "1.0.0": OLD }, "block", ["fix"], [["expired", 0]]],
])("%s", (_, said, verdict, plan, states) => {
  expect(judged(said)).toEqual({ verdict, plan, states });
});
