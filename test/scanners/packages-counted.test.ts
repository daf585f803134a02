/** How many packages a result of Trivy's holds. */
import { expect, it } from "vitest";
import { readTrivyReport } from "../../dagger/src/scanners/trivy/report.ts";

const SERDE = { Name: "serde", Version: "1.0.0", Identifier: { PURL: "pkg:cargo/serde@1.0.0" } };
const ROOT = { ID: "56583fce3ca0439b", Identifier: { UID: "5e11bf39adf19ea0" } };

const packages = (Type: string, Packages: unknown[]) => {
  const report = {
    SchemaVersion: 2,
    Trivy: { Version: "0.76.0" },
    ArtifactType: "filesystem",
    Results: [{ Target: "lock", Class: "lang-pkgs", Type, Packages }],
  };
  const read = readTrivyReport(Buffer.from(JSON.stringify(report)), "Trivy's report");
  return read.ok ? read.value.Results?.[0]?.packages : read.error;
};

it("the nameless root of a Cargo workspace is no package, and no bill of materials lists it", () => {
  expect(packages("cargo", [ROOT, SERDE])).toBe(1);
  expect(packages("cargo", [SERDE, SERDE])).toBe(2);
  expect(packages("cargo", [ROOT])).toBe(0);
});

it("of other kinds each entry counts", () => {
  expect(packages("pnpm", [ROOT, SERDE])).toBe(2);
});
