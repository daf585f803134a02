/** Properties of the decision over generated answers of ECR. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { policySchema } from "../../../dagger/src/core/policy/policy.ts";
import type { Verdict } from "../../../dagger/src/core/verdict.ts";
import { recorded, runOf, stage } from "../../support/ecr.ts";
import { decideRun, fixture, greenRun, type Run, withReport } from "../../support/run.ts";

const RED = ["block", "incomplete"];
const rank = ({ verdict }: Verdict) => ["pass", "warn", "incomplete", "block"].indexOf(verdict);

const id = fc.constantFrom("CVE-2024-1", "CVE-2024-2", "TEMP-1");
const name = fc.constantFrom("zlib", "openssl");
const severity = fc.constantFrom("INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL", "UNDEFINED");

const basic = fc.record({ id, name, severity }).map((one) => ({
  name: one.id,
  severity: one.severity,
  attributes: [{ key: "package_name", value: one.name }],
}));
type Basic = typeof basic extends fc.Arbitrary<infer T> ? T : never;

const trivys = fc.record({ id, name, severity }).map((one) => ({
  VulnerabilityID: one.id,
  PkgName: one.name,
  PkgIdentifier: { PURL: `pkg:deb/debian/${one.name}@1?distro=debian-12` },
  Severity: one.severity,
}));

/** An honest answer with these findings, beside Trivy's. */
function answered(found: readonly Basic[], trivy: readonly object[] = []): Run {
  const page = recorded("complete-clean");
  const findingSeverityCounts: Record<string, number> = {};
  for (const each of found) {
    findingSeverityCounts[each.severity] = (findingSeverityCounts[each.severity] ?? 0) + 1;
  }
  const findings = { ...page.imageScanFindings, findings: [...found], findingSeverityCounts };
  const run = runOf({ ...page, imageScanFindings: findings });
  const report = JSON.parse(fixture("trivy/image-clean-json.json").toString()) as {
    Results: object[];
  };
  report.Results[0] = { ...report.Results[0], Class: "os-pkgs", Vulnerabilities: trivy };
  return withReport(run, "trivy-image", Buffer.from(JSON.stringify(report)));
}

it("one more finding of ECR never betters a verdict, whatever Trivy found", () => {
  const [many, more] = [fc.array(basic, { maxLength: 5 }), fc.array(trivys, { maxLength: 5 })];
  fc.assert(
    fc.property(many, more, basic, (found, trivy, one) => {
      const before = decideRun(answered(found, trivy));
      expect(rank(decideRun(answered([...found, one], trivy)))).toBeGreaterThanOrEqual(
        rank(before),
      );
    }),
  );
});

it("no finding of ECR is lost by joining, and none is listed twice", () => {
  fc.assert(
    fc.property(fc.array(basic), fc.array(trivys), (found, trivy) => {
      const { findings: judged } = decideRun(answered(found, trivy));
      const findings = judged.filter(({ category }) => category === "vulnerability");
      const all = [
        ...found.map((each) => `${each.name} ${each.attributes[0]?.value}`),
        ...trivy.map((each) => `${each.VulnerabilityID} ${each.PkgName}`),
      ];
      const listed = findings.map((each) => `${each.id} ${each.packages[0]?.name}`);
      expect(listed.sort()).toEqual([...new Set(all)].sort());
    }),
  );
});

it("no status but two is ever green", () => {
  const status = fc
    .oneof(fc.string({ minLength: 1 }), fc.constantFrom("__proto__", "constructor"))
    .filter((each) => !["COMPLETE", "ACTIVE"].includes(each));
  fc.assert(
    fc.property(status, (word) => {
      const page = { ...recorded("complete-clean"), imageScanStatus: { status: word } };
      expect(RED).toContain(decideRun(runOf(page)).verdict);
    }),
  );
});

it("any pages but all of them, in order, are red", () => {
  const page = recorded("complete-clean");
  const pages = ["a", "b", undefined].map((nextToken) => ({ ...page, nextToken }));
  expect(decideRun(runOf(...pages)).verdict).toBe("pass");
  const some = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(some, (chosen) => {
      fc.pre(chosen.at(-1) !== 2 || chosen.slice(0, -1).includes(2));
      expect(RED).toContain(decideRun(runOf(...chosen.map((index) => pages[index]))).verdict);
    }),
  );
});

it("where the policy requires it, taking it away in any way is red", () => {
  const policy = policySchema.parse({ version: 1, require: [stage] });
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (record, files, beforePublish) => {
      fc.pre((record || files) && !(record && files && beforePublish));
      const run = { ...greenRun(), policy };
      if (record) run.records.stages = run.records.stages.filter((each) => each.stage !== stage);
      if (files) run.files.delete(stage);
      expect(RED).toContain(decideRun(run, { beforePublish }).verdict);
    }),
  );
});
