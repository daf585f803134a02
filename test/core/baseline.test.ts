/** New, old, fixed, overdue: an honest run held against an earlier verdict of its own service. */
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Policy, policySchema } from "../../dagger/src/core/policy/policy.ts";
import { slaHours } from "../../dagger/src/core/policy/sla.ts";
import { DAY_MS, HOUR_MS } from "../../dagger/src/core/time.ts";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { html } from "../../dagger/src/outputs/html/html.ts";
import { markdown } from "../../dagger/src/outputs/markdown.ts";
import { caveats } from "../../dagger/src/outputs/shared/words.ts";
import { terminal } from "../../dagger/src/outputs/terminal/terminal.ts";
import { kevFile, runWith, verdictFile } from "../support/baseline.ts";
import {
  builtAs,
  decideRun,
  fixture,
  greenRun,
  NOW,
  type Run,
  withReport,
} from "../support/run.ts";

const IMAGE = { config: "sha256:7f578941355f48c0c26147fffb09599eb5775f16ac4eb7027cb61bf160a063c2" };

/** The vulnerable image's report, without the named findings. */
function vulnerable(without: readonly string[] = []): Run {
  const report = JSON.parse(fixture("trivy/image-vuln-json.json").toString("utf8")) as {
    Results: { Vulnerabilities?: { VulnerabilityID: string }[] }[];
  };
  for (const result of report.Results) {
    result.Vulnerabilities = (result.Vulnerabilities ?? []).filter(
      ({ VulnerabilityID }) => !without.includes(VulnerabilityID),
    );
  }
  const run = withReport(greenRun(), "trivy-image", Buffer.from(JSON.stringify(report)));
  builtAs(run, IMAGE);
  const bom = fixture("trivy/image-vuln-cyclonedx.cdx.json");
  return withReport(run, "trivy-image", bom, "bom.cdx.json");
}

const find = ({ findings }: Verdict, id: string) => {
  const found = findings.find((each) => each.id === id);
  if (!found) throw new Error(`no finding ${id}`);
  return found;
};

const policyOf = (more: object): Policy => policySchema.parse({ version: 1, ...more });
const daysAgo = (verdict: Verdict, days: number): Verdict => ({
  ...verdict,
  decidedAt: new Date(NOW - days * DAY_MS).toISOString(),
});

/** As if the gate had had no such stage. */
const withoutStage = (verdict: Verdict, name: string): Verdict => ({
  ...verdict,
  stages: verdict.stages.filter(({ stage }) => stage !== name),
  findings: verdict.findings.filter(({ sources }) => sources.some(({ stage }) => stage !== name)),
});

describe("against an earlier verdict", () => {
  const earlier = daysAgo(decideRun(vulnerable(["CVE-2024-6119"])), 10);
  const now = runWith(vulnerable(["CVE-2023-32681"]), { baselines: [verdictFile(earlier)] });
  const verdict = decideRun(now);

  it("tells new from old, with the day that each was first seen", () => {
    expect(find(verdict, "CVE-2024-6119").age).toEqual({
      firstSeen: new Date(NOW).toISOString(),
      new: true,
    });
    expect(find(verdict, "CVE-2023-5363").age).toEqual({
      firstSeen: earlier.decidedAt,
      new: false,
    });
    expect(verdict.baseline).toMatchObject({ new: 1, old: verdict.findings.length - 1 });
  });

  it("says that nobody knows why findings are new, and what would tell, where some are", () => {
    expect(caveats(verdict).join("\n")).toMatch(/new is not known: .* whole reports folder/);
    const baselines = [verdictFile(daysAgo(verdict, 1))];
    const same = decideRun(runWith(vulnerable(["CVE-2023-32681"]), { baselines }));
    expect(same.baseline?.new).toBe(0);
    expect(caveats(same).join("\n")).not.toContain("is not known");
  });

  it("names what is fixed", () => {
    expect(verdict.baseline?.fixed.map(({ id }) => id)).toEqual(["CVE-2023-32681"]);
  });

  it("counts due dates from the first day, and what is past them", () => {
    const { due } = find(verdict, "CVE-2023-5363");
    const at = new Date(NOW - 10 * DAY_MS + 24 * HOUR_MS).toISOString();
    expect(due).toEqual({ at, by: "sla", overdue: true });
    expect(find(verdict, "CVE-2024-6119").due?.overdue).toBe(false);
    expect(verdict.overdue).toBe(verdict.findings.filter((each) => each.due?.overdue).length);
  });

  it("keeps the first day from verdict to verdict, and the history with it", () => {
    const next = runWith(vulnerable(), { baselines: [verdictFile(verdict)] });
    const later = decideRun({ ...next, now: NOW + HOUR_MS });
    expect(find(later, "CVE-2023-5363").age?.firstSeen).toBe(earlier.decidedAt);
    expect(later.baseline?.history.map(({ decidedAt }) => decidedAt)).toEqual([
      earlier.decidedAt,
      verdict.decidedAt,
    ]);
  });

  it("fixed is a claim with evidence: what no stage looked for keeps its age", () => {
    const run = vulnerable();
    run.records.stages = run.records.stages.filter(({ stage }) => stage !== "trivy-image");
    run.files.delete("trivy-image");
    const blind = decideRun(runWith(run, { baselines: [verdictFile(earlier)] }));
    expect(blind.verdict).toBe("incomplete");
    expect(blind.baseline?.fixed).toEqual([]);
    expect(blind.baseline?.unseen.map(({ id }) => id)).toContain("CVE-2023-5363");
    const again = decideRun(runWith(vulnerable(), { baselines: [verdictFile(blind)] }));
    expect(find(again, "CVE-2023-5363").age).toEqual({
      firstSeen: earlier.decidedAt,
      new: false,
    });
  });

  it("an advisory that got another name since is the same finding, in the same package only", () => {
    const named = (name: string) => ({
      ...earlier,
      findings: [
        {
          ...find(earlier, "CVE-2020-8203"),
          fingerprint: "0".repeat(32),
          id: "GHSA-p6mc-m468-83gw",
          aliases: [],
          packages: [{ name, version: "4.17.4", purl: "", fixed: "", os: false }],
        },
      ],
    });
    const against = (verdict: Verdict) =>
      decideRun(runWith(vulnerable(), { baselines: [verdictFile(verdict)] }));
    const same = against(named("lodash"));
    expect(find(same, "CVE-2020-8203").age).toEqual({ firstSeen: earlier.decidedAt, new: false });
    expect(same.baseline?.fixed).toEqual([]);
    const other = against(named("underscore"));
    expect(find(other, "CVE-2020-8203").age?.new).toBe(true);
    expect(other.baseline?.fixed.map(({ id }) => id)).toEqual(["GHSA-p6mc-m468-83gw"]);
  });

  it("one by another name is as old, and no news of the database for that", () => {
    const finding = find(earlier, "CVE-2020-8203");
    const against = (fingerprint: string) => {
      const known = { ...finding, fingerprint, cause: "database" as const };
      const made = verdictFile({ ...earlier, findings: [known] });
      const policy = policyOf({ sla: "fedramp", newFromDatabase: "sla" });
      const run = { ...vulnerable(), policy };
      return find(decideRun(runWith(run, { baselines: [made] })), "CVE-2020-8203");
    };
    const [same, other] = [against(finding.fingerprint), against("0".repeat(32))];
    expect(same).toMatchObject({ cause: "database", action: "warn" });
    expect(other).toMatchObject({ age: same.age, action: "block" });
  });

  it("says of a finding where the baseline did not look that nobody knows why it is new", () => {
    const made = withoutStage(earlier, "trivy-image");
    const verdict = decideRun(runWith(vulnerable(), { baselines: [verdictFile(made)] }));
    const finding = find(verdict, "CVE-2023-5363");
    expect(finding).toMatchObject({ age: { new: true }, cause: "not-looked", action: "block" });
    const says = "the baseline did not look there";
    expect(terminal(verdict)).toContain(`- ${says}: `);
    expect(markdown.render(verdict)).toContain(`new, ${says}`);
    expect(html.render(verdict)).toContain(`new, ${says}`);
  });

  it("a stage that had nothing to look at then had looked", () => {
    const stages = earlier.stages.map((each) =>
      each.stage === "trivy-image" ? { ...each, state: "not-applicable" as const } : each,
    );
    const made = { ...withoutStage(earlier, "trivy-image"), stages };
    const verdict = decideRun(runWith(vulnerable(), { baselines: [verdictFile(made)] }));
    expect(find(verdict, "CVE-2023-5363").age?.new).toBe(true);
    expect(find(verdict, "CVE-2023-5363").cause).toBeUndefined();
  });

  it.each(["incomplete", "dropped"] as const)("one that was %s had not", (state) => {
    const stages = earlier.stages.map((each) =>
      each.stage === "trivy-image" ? { ...each, state } : each,
    );
    const made = { ...withoutStage(earlier, "trivy-image"), stages };
    const verdict = decideRun(runWith(vulnerable(), { baselines: [verdictFile(made)] }));
    expect(find(verdict, "CVE-2023-5363").cause).toBe("not-looked");
  });

  it("a baseline that was decided later than now makes the verdict incomplete", () => {
    const future = daysAgo(earlier, -1);
    const odd = decideRun(runWith(greenRun(), { baselines: [verdictFile(future)] }));
    expect(odd.verdict).toBe("incomplete");
    expect(odd.baseline).toBeUndefined();
  });
});

describe("the policy", () => {
  const old = daysAgo(decideRun(vulnerable()), 100);
  const against = (policy: Policy) =>
    decideRun({ ...runWith(vulnerable(), { baselines: [verdictFile(old)] }), policy });

  it("may let overdue findings block, and says why", () => {
    expect(find(against(DEFAULT_POLICY), "CVE-2023-32681").action).toBe("warn");
    expect(
      find(against(policyOf({ overdue: { medium: "block" } })), "CVE-2023-32681"),
    ).toMatchObject({ action: "block", because: "overdue since 2026-08-23" });
  });

  it("never lets what is overdue do less", () => {
    const lax = policyOf({ overdue: { critical: "info", high: "info" } });
    expect(against(lax).actions.block).toBe(against(DEFAULT_POLICY).actions.block);
  });

  it.each([
    ["clinic", { critical: 0, high: 24, medium: 168, low: 720, unknown: 24 }],
    ["fedramp", { critical: 720, high: 720, medium: 2160, low: 4320, unknown: 720 }],
    ["bod-22-01", {}],
  ])("SLA %s", (sla, hours) => {
    expect(slaHours(policyOf({ sla }))).toEqual(hours);
  });

  it("may give its own hours in place of the table's", () => {
    const { sla, slaHours: own } = policyOf({ sla: "fedramp", slaHours: { high: 48 } });
    expect(slaHours({ sla, slaHours: own })).toMatchObject({ high: 48, unknown: 48, medium: 2160 });
  });

  it("may not drop the catalogue that it goes by", () => {
    const drop = [{ stage: "kev", reason: "no file" }];
    const parse = (more: object) => policySchema.safeParse({ version: 1, drop, ...more }).success;
    expect(parse({})).toBe(true);
    expect(parse({ newFromDatabase: "sla" })).toBe(false);
    expect(parse({ sla: "bod-22-01" })).toBe(false);
    const services = [{ name: "users", path: "users", drop }];
    const ofServices = (more: object) =>
      policySchema.safeParse({ version: 1, services, ...more }).success;
    expect(ofServices({ require: ["kev"] })).toBe(true);
    expect(ofServices({ newFromDatabase: "sla" })).toBe(false);
    expect(ofServices({ sla: "bod-22-01" })).toBe(false);
  });

  it.each([{ sla: "bod-22-01" }, { newFromDatabase: "sla" }, { require: ["kev"] }])(
    "%j requires the catalogue of the known exploited",
    (more) => {
      const policy = policyOf(more);
      expect(decideRun({ ...greenRun(), policy }).verdict).toBe("incomplete");
      expect(decideRun({ ...runWith(greenRun(), { kev: kevFile({}) }), policy }).verdict).toBe(
        "pass",
      );
    },
  );
});
