/** Where a package stands that is there in two versions, each in a file of its own. */
import { expect, it } from "vitest";
import type { PackageRef } from "../../dagger/src/core/finding.ts";
import { joinFindings } from "../../dagger/src/core/join-findings.ts";
import { Places } from "../../dagger/src/core/places.ts";

const flask = (version: string, path: string) => ({
  category: "vulnerability" as const,
  id: "CVE-2023-30861",
  title: "CVE-2023-30861",
  package: { name: "Flask", version, purl: "", fixed: "2.3.2", os: false } satisfies PackageRef,
  location: { path },
});

it("a file is told with the line that is known, not once more without one", () => {
  const findings = [flask("1.1.1", "a/requirements.txt"), flask("2.0.1", "b/requirements.txt")];
  const [finding] = joinFindings([{ stage: "trivy-fs", tool: "trivy", findings }]);
  const package_ = (version: string, path: string, line?: number) => ({
    ...{ name: "Flask", version, path },
    ...(line !== undefined && { line }),
  });
  const packages = [
    package_("1.1.1", "a/requirements.txt", 1),
    package_("1.1.1", "b/requirements.txt"),
    package_("2.0.1", "a/requirements.txt"),
    package_("2.0.1", "b/requirements.txt", 3),
  ];
  const places = new Places({ packages, paths: [] }, new Set());
  expect(finding && places.lines(finding)).toEqual([
    { path: "a/requirements.txt", line: 1 },
    { path: "b/requirements.txt", line: 3 },
  ]);
});
