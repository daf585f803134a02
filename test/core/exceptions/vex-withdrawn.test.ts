/** OpenVEX that takes an earlier word back, told in another way than that one. */
import { expect, it } from "vitest";
import { parseDeclared } from "../../../dagger/src/core/exceptions/declared.ts";
import { decideRun, fixture, greenRun, withReport } from "../../support/run.ts";

const ZLIB = "pkg:deb/debian/zlib1g";

/** The verdict over CVE-2024-1 in zlib1g 1.2.13, of which this is said, the last one last. */
function judged(
  ...said: {
    name: string;
    aliases?: string[];
    status: string;
    product?: string;
    timestamp?: string;
  }[]
) {
  const report = JSON.parse(fixture("trivy/image-clean-json.json").toString());
  report.Results[0].Vulnerabilities = [
    {
      ...{ VulnerabilityID: "CVE-2024-1", Severity: "HIGH" },
      ...{ PkgName: "zlib1g", InstalledVersion: "1:1.2.13" },
      PkgIdentifier: { PURL: `${ZLIB}@1.2.13?epoch=1` },
    },
  ];
  const run = withReport(greenRun(), "trivy-image", Buffer.from(JSON.stringify(report)));
  const statements = said.map(({ name, aliases, product = ZLIB, ...its }, index) => ({
    ...{ vulnerability: { name, aliases }, timestamp: `2026-11-0${index + 1}T00:00:00Z`, ...its },
    ...{ products: [{ "@id": product }], impact_statement: "no" },
  }));
  const document = {
    ...{ "@context": "https://openvex.dev/ns/v0.2.0", "@id": "vex", author: "ana" },
    ...{ timestamp: "2026-11-01T00:00:00Z", version: 1, statements },
  };
  const vex = parseDeclared([["vex.json", JSON.stringify(document)]]);
  if (!vex.ok) throw new Error(vex.error.message);
  return decideRun(run, { givenVex: vex.value }).verdict;
}

const NOT = { name: "CVE-2024-1", aliases: ["GHSA-1"], status: "not_affected" };

it("by a name that only the earlier one tells", () => {
  expect(judged(NOT)).toBe("pass");
  expect(judged(NOT, { name: "GHSA-1", status: "affected" })).toBe("block");
  expect(judged(NOT, { name: "GHSA-2", status: "affected" })).toBe("pass");
});

it("by the name in lower case", () => {
  expect(judged(NOT, { name: "cve-2024-1", status: "affected" })).toBe("block");
});

it("at the very same time: of the two the worse counts", () => {
  const timestamp = "2026-11-01T00:00:00Z";
  expect(judged(NOT, { name: "CVE-2024-1", status: "affected", timestamp })).toBe("block");
  expect(judged({ name: "CVE-2024-1", status: "affected", timestamp }, NOT)).toBe("pass");
});

it("by a version with its epoch, which the package's purl has elsewhere", () => {
  const of = (version: string) =>
    judged(NOT, { name: "CVE-2024-1", status: "affected", product: `${ZLIB}@${version}` });
  expect(of("1:1.2.13")).toBe("block");
  expect(of("1.2.13")).toBe("block");
  expect(of("1:1.2.14")).toBe("pass");
});
