/** Why a finding is new, by another base image and a scan of the old bills of materials. */
import { expect, it } from "vitest";
import type { RawFinding } from "../../dagger/src/core/finding.ts";
import { joinFindings } from "../../dagger/src/core/join-findings.ts";
import { learn, type Rescan } from "../../dagger/src/core/knowledge.ts";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import type { KnownFinding } from "../../dagger/src/core/verdict.ts";

const NOW = Date.parse("2026-11-24T22:00:00Z");
const LOOKED = new Set(["trivy-image"]);
const EARLIER = {
  ...{ service: "shop", decidedAt: "2026-11-23T22:00:00Z", sha256: "sha256:0" },
  ...{ findings: new Map(), history: [], complete: LOOKED, looked: LOOKED },
};

const inPackage = (name: string, os: boolean): RawFinding => ({
  ...{ category: "vulnerability", id: "CVE-2024-1", title: "", severity: "high" },
  package: { name, version: "1", purl: `pkg:generic/${name}@1`, fixed: "", os },
  location: { path: os ? "operating system" : "app" },
});

/** What brought CVE-2024-1 in these packages, by an image of the first layer `new`. */
function causes(found: readonly RawFinding[], rescan: Partial<Rescan> = {}, stage = "trivy-image") {
  const findings = joinFindings([{ stage, tool: "trivy", findings: found }]);
  const before = { shows: new Set<string>(), firstLayer: "old", ...rescan };
  learn(findings, { earlier: EARLIER, rescan: before, firstLayer: "new" }, [], DEFAULT_POLICY, NOW);
  return findings.map(({ cause }: KnownFinding) => cause);
}

it("another base image brings what is in the system's packages", () => {
  expect(causes([inPackage("zlib1g", true)])).toEqual(["base-image"]);
  expect(causes([inPackage("zlib1g", true)], { firstLayer: "new" })).toEqual(["code"]);
  expect(causes([inPackage("zlib1g", true)], { firstLayer: undefined })).toEqual(["code"]);
  expect(causes([inPackage("lodash", false)])).toEqual(["code"]);
});

it("the database brings what it finds in what was there before", () => {
  const [{ fingerprint }] = joinFindings([
    { stage: "trivy-image", tool: "trivy", findings: [inPackage("zlib1g", true)] },
  ]) as [KnownFinding];
  expect(causes([inPackage("zlib1g", true)], { shows: new Set([fingerprint]) })).toEqual([
    "database",
  ]);
});

it("nothing tells of what a stage finds that had not looked before", () => {
  expect(causes([inPackage("lodash", false)], {}, "trivy-fs")).toEqual(["not-looked"]);
});
