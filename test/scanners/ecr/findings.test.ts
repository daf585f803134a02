/** ECR's findings, basic and enhanced, and how they join with Trivy's. */
import { describe, expect, it } from "vitest";
import { kevFile, runWith } from "../../support/baseline.ts";
import { codesOf, findingsOf, type Page, recorded, runOf, stage } from "../../support/ecr.ts";
import { decideRun, fixture, greenRun, withReport } from "../../support/run.ts";

describe("findings", () => {
  it("basic: by name of the system's package", () => {
    const found = findingsOf(withReport(greenRun(), stage, fixture("ecr/complete-basic.json")));
    expect(found.map(({ id, severity, action }) => [id, severity, action])).toEqual([
      ["CVE-2024-5535", "critical", "block"],
      ["CVE-2023-5363", "high", "block"],
      ["TEMP-0841856-B18BAF", "unknown", "block"],
    ]);
  });

  it("enhanced: a severity that nobody gave is unknown, and the counts are held against it", () => {
    const page = JSON.parse(fixture("ecr/active-enhanced.json").toString()) as Page;
    expect(codesOf(runOf(page))).toEqual(["ecr.other-count"]);
    const list = page.imageScanFindings?.enhancedFindings ?? [];
    const whole = [
      ...list,
      {
        ...list[0],
        severity: "UNTRIAGED",
        packageVulnerabilityDetails: { vulnerabilityId: "CVE-2026-1" },
      },
    ];
    const run = runOf({
      ...page,
      imageScanFindings: { ...page.imageScanFindings, enhancedFindings: whole },
    });
    expect(codesOf(run)).toEqual([]);
    expect(findingsOf(run).map(({ id, severity }) => [id, severity])).toEqual([
      ["CVE-2019-10744", "critical"],
      ["CVE-2026-1", "unknown"],
    ]);
  });

  it("enhanced: an advisory that bundles several is none of them, and known to be exploited as any is", () => {
    const page = recorded("active-enhanced");
    const [entry] = page.imageScanFindings?.enhancedFindings ?? [];
    const related = ["CVE-2026-0001", "CVE-2026-0002"];
    const bundle = {
      ...entry,
      severity: "MEDIUM",
      packageVulnerabilityDetails: {
        ...{ vulnerabilityId: "ALAS2-2026-1", relatedVulnerabilities: related },
      },
    };
    const run = runOf({
      ...page,
      imageScanFindings: {
        ...page.imageScanFindings,
        ...{ enhancedFindings: [bundle], findingSeverityCounts: { MEDIUM: 1 } },
      },
    });
    const days = { added: "2026-11-01", due: "2026-11-22" };
    const kev = kevFile({ "CVE-2026-0001": { ...days, due: "2026-12-22" }, "CVE-2026-0002": days });
    expect(findingsOf(runWith(run, { kev }))).toEqual([
      expect.objectContaining({
        ...{ id: "ALAS2-2026-1", aliases: related, severity: "medium" },
        ...{ exploited: days, action: "block" },
      }),
    ]);
  });

  it("the same advisory of Trivy and of ECR is one finding, and keeps Trivy's fixed version", () => {
    const basic = recorded("complete-basic");
    const [entry] = basic.imageScanFindings?.findings ?? [];
    const attributes = [
      { key: "package_name", value: "libssl3" },
      { key: "package_version", value: "3.0.9-1" },
    ];
    const named = { ...entry, name: "CVE-2023-5363", severity: "LOW", attributes };
    const findings = { ...basic.imageScanFindings, findings: [named] };
    const run = withReport(
      runOf({ ...basic, imageScanFindings: findings }),
      "trivy-image",
      fixture("trivy/image-vuln-json.json"),
    );
    const [joined, ...more] = decideRun(run).findings.filter(({ id }) => id === "CVE-2023-5363");
    expect(more).toEqual([]);
    expect(joined?.sources.map((each) => each.stage)).toEqual(["ecr-scan", "trivy-image"]);
    expect(joined?.packages).toEqual([
      expect.objectContaining({ name: "libssl3", fixed: expect.stringContaining("3.0") }),
    ]);
  });

  it("so are those of enhanced scanning, in a language's package", () => {
    const run = withReport(
      withReport(greenRun(), stage, fixture("ecr/active-enhanced.json")),
      "trivy-image",
      fixture("trivy/image-vuln-json.json"),
    );
    const joined = decideRun(run).findings.filter(({ id }) => id === "CVE-2019-10744");
    expect(joined).toHaveLength(1);
    expect(joined[0]?.sources).toHaveLength(2);
  });
});
