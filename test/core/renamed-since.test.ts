/** An advisory that several of the baseline may have become: the oldest of them counts. */
import { expect, it } from "vitest";
import { compare } from "../../dagger/src/core/baseline.ts";
import { joinFindings } from "../../dagger/src/core/join-findings.ts";

it("by its time, in whatever zone that is written", () => {
  const [finding] = joinFindings([
    {
      stage: "trivy-fs",
      tool: "trivy",
      findings: [
        {
          category: "vulnerability",
          id: "CVE-2024-0001",
          aliases: ["GHSA-a", "GHSA-b"],
          title: "one",
          package: { name: "x", version: "1", purl: "pkg:npm/x@1", fixed: "", os: false },
          location: { path: "package-lock.json" },
        },
      ],
    },
  ]);
  if (!finding) throw new Error("no finding");
  const gone = (id: string, firstSeen: string) => ({
    fingerprint: id,
    category: "vulnerability" as const,
    id,
    aliases: [],
    title: "one",
    severity: "high" as const,
    packages: ["x"],
    stages: ["trivy-fs"],
    firstSeen,
  });
  const known = [
    gone("GHSA-a", "2026-01-01T00:30:00Z"),
    gone("GHSA-b", "2026-01-01T01:00:00+02:00"),
  ];
  const { before } = compare([finding], {
    service: "service",
    decidedAt: "2026-01-02T00:00:00Z",
    sha256: "",
    findings: new Map(known.map((each) => [each.fingerprint, each])),
    history: [],
    complete: new Set(),
    looked: new Set(),
  });
  expect(before.get(finding)?.id).toBe("GHSA-b");
});
