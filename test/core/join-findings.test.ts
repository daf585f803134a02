/** One problem, several tools. */
import { expect, it } from "vitest";
import { within } from "../../dagger/src/core/exceptions/entry.ts";
import { policyEntries } from "../../dagger/src/core/exceptions/from-policy.ts";
import type { PackageRef, RawFinding } from "../../dagger/src/core/finding.ts";
import { joinFindings } from "../../dagger/src/core/join-findings.ts";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";

const flask = (id: string, more: Partial<RawFinding>): RawFinding => ({
  category: "vulnerability",
  id,
  title: id,
  package: { name: "flask", version: "0.12", purl: "pkg:pypi/flask@0.12", fixed: "", os: false },
  location: { path: "requirements.txt" },
  ...more,
});
const audit = {
  stage: "pip-audit",
  tool: "pip-audit",
  findings: [flask("PYSEC-2018-66", { aliases: ["CVE-2018-1000656"] })],
};
const trivy = (severity: RawFinding["severity"]) => ({
  stage: "trivy-fs",
  tool: "trivy",
  findings: [flask("CVE-2018-1000656", severity === undefined ? {} : { severity })],
});

it("the same CVE from two tools is one finding with both sources", () => {
  const [finding, ...others] = joinFindings([audit, trivy("medium")]);
  expect(others).toEqual([]);
  expect(finding?.id).toBe("CVE-2018-1000656");
  expect(finding?.aliases).toEqual(["PYSEC-2018-66"]);
  expect(finding?.sources.map(({ stage }) => stage)).toEqual(["pip-audit", "trivy-fs"]);
});

it("an advisory that bundles several CVEs is none of them, whatever another tool rates one", () => {
  const aliases = ["CVE-2018-1000656", "CVE-2019-1010083"];
  const both = { ...audit, findings: [flask("PYSEC-2018-66", { aliases })] };
  const found = joinFindings([both, trivy("low")]).map(({ id, severity }) => [id, severity]);
  expect(found).toEqual([
    ["PYSEC-2018-66", "unknown"],
    ["CVE-2018-1000656", "low"],
  ]);
});

it("a tool that rates nothing takes another one's severity, and is unknown alone", () => {
  expect(joinFindings([audit, trivy("medium")])[0]?.severity).toBe("medium");
  expect(joinFindings([audit])[0]?.severity).toBe("unknown");
});

it("a severity that a tool says it does not know still counts", () => {
  expect(joinFindings([audit, trivy("unknown")])[0]?.severity).toBe("unknown");
});

it("a package of PyPI is one however tools write it, and so are its exceptions", () => {
  const of = (name: string) => ({
    name,
    version: "5",
    purl: `pkg:pypi/${name}@5`,
    fixed: "",
    os: false,
  });
  const from = (stage: string, name: string) => ({
    stage,
    tool: stage,
    findings: [flask("CVE-2024-0001", { package: of(name) })],
  });
  const [finding, ...others] = joinFindings([
    from("pip-audit", "zope-interface"),
    from("trivy-fs", "zope.interface"),
    from("trivy-image", "Zope_Interface"),
  ]);
  expect([finding?.sources.length, others]).toEqual([3, []]);
  const covers = (scope: object) =>
    finding &&
    policyEntries(parsed({ id: "CVE-2024-0001", ...scope }), "").map((entry) =>
      within(entry, finding),
    );
  expect(covers({ package: "zope.interface" })).toEqual([true]);
  expect(covers({ purl: "pkg:pypi/zope.interface" })).toEqual([true]);
  expect(covers({ purl: "pkg:pypi/zope.interfaces" })).toEqual([false]);
  expect(covers({ package: "zope" })).toEqual([false]);
});

const parsed = (exception: object) =>
  policySchema.parse({
    version: 1,
    exceptions: [{ reason: "r", owner: "ana", until: "2026-12-31", ...exception }],
  });

it("two packages of different npm scopes are two, however the scope is written", () => {
  const of = (purl: string) => ({ name: purl, version: "1", purl, fixed: "", os: false });
  const found = ["pkg:npm/@a/x@1", "pkg:npm/@b/y@1", "pkg:npm/@b/y@2"].map((purl) =>
    flask("CVE-2024-0001", { package: of(purl) }),
  );
  expect(joinFindings([{ stage: "s", tool: "t", findings: found }])).toHaveLength(2);
});

it("lines of one file come in their order: 78 before 143", () => {
  const at = (line: number): RawFinding => ({
    category: "misconfiguration",
    id: "KSV-0056",
    title: "Manage Kubernetes networking",
    location: { path: "role.yaml", line },
  });
  const findings = [at(143), at(9), at(78)];
  const [finding] = joinFindings([{ stage: "trivy-config", tool: "trivy", findings }]);
  expect(finding?.locations.map(({ line }) => line)).toEqual([9, 78, 143]);
});

it("what one tool was told to hide counts where another one sees it", () => {
  const hidden = (stage: string) => ({
    ...{ stage, tool: "trivy" },
    findings: [flask("CVE-2018-1000656", { suppressed: "ignored by .trivyignore" })],
  });
  const told = (...stages: Parameters<typeof joinFindings>[0]) =>
    joinFindings(stages).map(({ suppressed }) => suppressed);
  expect(told(hidden("trivy-fs"), hidden("trivy-image"))).toEqual(["ignored by .trivyignore"]);
  expect(told(hidden("trivy-fs"), audit)).toEqual([undefined]);
});

it("a bare name says nothing of a package of which another tool knows more", () => {
  const libssl = { name: "libssl3", version: "3.0.9-1", purl: "", fixed: "", os: true };
  const full = { ...libssl, purl: "pkg:deb/debian/libssl3@3.0.9-1", fixed: "3.0.11-1" };
  const of = (stage: string, ref: PackageRef) => ({
    ...{ stage, tool: stage },
    findings: [flask("CVE-2023-5363", { package: ref })],
  });
  const packages = (...refs: PackageRef[]) =>
    joinFindings(refs.map((ref, index) => of(`stage-${index}`, ref))).map((each) => each.packages);
  expect(packages(libssl, full)).toEqual([[full]]);
  expect(packages(full, { ...libssl, version: "3.0.8-1" })[0]).toHaveLength(2);
  expect(packages(libssl, libssl)).toEqual([[libssl]]);
});
