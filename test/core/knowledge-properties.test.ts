/** Properties of what is given beside the reports: it adds knowledge and betters no verdict. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Policy, policySchema } from "../../dagger/src/core/policy/policy.ts";
import { DAY_MS } from "../../dagger/src/core/time.ts";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { json } from "../../dagger/src/outputs/json.ts";
import { epssText, fileOf, kevFile, runWith, verdictFile } from "../support/baseline.ts";
import { decideRun, fixture, greenRun, NOW, type Run, withReport } from "../support/run.ts";

const IDS = ["CVE-2024-1001", "CVE-2024-1002", "GHSA-aaaa", "TEMP-1"] as const;
const SEVERITIES = ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;

const vulnerability = fc.record({
  VulnerabilityID: fc.constantFrom(...IDS),
  PkgName: fc.constantFrom("zlib", "lodash"),
  InstalledVersion: fc.constantFrom("1.0.0", "2.0.0"),
  Severity: fc.constantFrom(...SEVERITIES),
});
const vulnerabilities = fc.array(vulnerability, { maxLength: 6 });

function withFindings(found: readonly object[]): Run {
  const report = JSON.parse(fixture("trivy/image-clean-json.json").toString("utf8")) as {
    Results: object[];
  };
  report.Results[0] = { ...report.Results[0], Class: "os-pkgs", Vulnerabilities: [...found] };
  return withReport(greenRun(), "trivy-image", Buffer.from(JSON.stringify(report)));
}

const action = fc.constantFrom("block", "warn", "info");
const policies: fc.Arbitrary<Policy> = fc
  .record({
    sla: fc.constantFrom("clinic", "fedramp"),
    overdue: fc.record({ medium: action, low: action, high: action }, { requiredKeys: [] }),
    exploited: action,
    newFromDatabase: fc.constantFrom("at-once", "sla"),
  })
  .map((more) => policySchema.parse({ version: 1, ...more }));

/** What was found so many days ago. */
const earlier = fc.record({ found: vulnerabilities, days: fc.integer({ min: 0, max: 300 }) });

const baselineOf = ({ found, days }: { found: readonly object[]; days: number }): Verdict =>
  decideRun({ ...withFindings(found), now: NOW - days * DAY_MS });

const rank = ({ verdict }: Verdict) => ["pass", "warn", "incomplete", "block"].indexOf(verdict);
const RUNS = { numRuns: 40 };

describe("an earlier verdict", () => {
  it("never betters a verdict", () => {
    fc.assert(
      fc.property(vulnerabilities, earlier, policies, (found, before, policy) => {
        const run = { ...withFindings(found), policy };
        const baselines = [verdictFile(baselineOf(before))];
        const [without, with_] = [decideRun(run), decideRun(runWith(run, { baselines }))];
        expect(rank(with_)).toBeGreaterThanOrEqual(rank(without));
        expect(with_.actions.block).toBeGreaterThanOrEqual(without.actions.block);
      }),
      RUNS,
    );
  });

  it("forgets nothing: what it had is old, fixed or not looked for, once", () => {
    fc.assert(
      fc.property(vulnerabilities, earlier, (found, before) => {
        const baseline = baselineOf(before);
        const verdict = decideRun(
          runWith(withFindings(found), { baselines: [verdictFile(baseline)] }),
        );
        const {
          new: fresh,
          old,
          fixed,
          unseen,
        } = verdict.baseline ?? {
          new: 0,
          old: 0,
          fixed: [],
          unseen: [],
        };
        expect(fresh + old).toBe(verdict.findings.length);
        expect(old + fixed.length + unseen.length).toBe(baseline.findings.length);
      }),
      RUNS,
    );
  });

  it("is never younger than it was", () => {
    fc.assert(
      fc.property(vulnerabilities, vulnerabilities, earlier, (last, middle, before) => {
        const first = baselineOf(before);
        const chain = [middle, last].reduce(
          (baseline, found) =>
            decideRun(runWith(withFindings(found), { baselines: [verdictFile(baseline)] })),
          first,
        );
        const still = new Set(first.findings.map(({ fingerprint }) => fingerprint));
        for (const { fingerprint, age } of chain.findings) {
          if (age?.new === false && age.firstSeen < new Date(NOW).toISOString()) {
            expect(still).toContain(fingerprint);
          }
        }
      }),
      RUNS,
    );
  });
});

const catalogue = fc.dictionary(
  fc.constantFrom("CVE-2024-1001", "CVE-2024-1002"),
  fc.constantFrom("2024-01-01", "2026-12-31").map((due) => ({ added: "2023-12-01", due })),
);

it("the known exploited never better a verdict, nor give a finding more time", () => {
  fc.assert(
    fc.property(vulnerabilities, earlier, catalogue, policies, (found, before, known, policy) => {
      // A policy that asks for the catalogue is incomplete without it: that is no better verdict.
      const run = {
        ...withFindings(found),
        policy: { ...policy, newFromDatabase: "at-once" as const },
      };
      const baselines = [verdictFile(baselineOf(before))];
      const without = decideRun(runWith(run, { baselines }));
      const with_ = decideRun(runWith(run, { baselines, kev: kevFile(known) }));
      expect(rank(with_)).toBeGreaterThanOrEqual(rank(without));
      const due = new Map(without.findings.map((each) => [each.fingerprint, each.due?.at]));
      for (const each of with_.findings) {
        const before = due.get(each.fingerprint);
        if (before !== undefined) expect(each.due?.at.localeCompare(before)).toBeLessThanOrEqual(0);
      }
    }),
    RUNS,
  );
});

const scores = fc.dictionary(
  fc.constantFrom("CVE-2024-1001", "CVE-2024-1002"),
  fc.double({ min: 0, max: 1, noNaN: true }).map((score) => Number(score.toFixed(5))),
);

it("EPSS changes the order within a severity, and nothing else", () => {
  fc.assert(
    fc.property(vulnerabilities, scores, (found, likely) => {
      const run = withFindings(found);
      const without = decideRun(run);
      const with_ = decideRun(runWith(run, { epss: fileOf("epss.csv", epssText(likely)) }));
      expect(with_.verdict).toBe(without.verdict);
      expect(with_.actions).toEqual(without.actions);
      expect(with_.findings.map(({ severity }) => severity)).toEqual(
        without.findings.map(({ severity }) => severity),
      );
      for (const [index, finding] of with_.findings.entries()) {
        const next = with_.findings[index + 1];
        if (next?.severity === finding.severity) {
          expect(finding.epss ?? -1).toBeGreaterThanOrEqual(next.epss ?? -1);
        }
      }
    }),
    RUNS,
  );
});

it("the order of findings changes no byte with all of it given", () => {
  const shuffled = vulnerabilities.chain((found) =>
    fc.tuple(fc.constant(found), fc.shuffledSubarray(found, { minLength: found.length })),
  );
  fc.assert(
    fc.property(shuffled, earlier, catalogue, scores, ([found, other], before, known, likely) => {
      const paths = {
        baselines: [verdictFile(baselineOf(before))],
        kev: kevFile(known),
        epss: fileOf("epss.csv", epssText(likely)),
      };
      expect(json.render(decideRun(runWith(withFindings(other), paths)))).toBe(
        json.render(decideRun(runWith(withFindings(found), paths))),
      );
    }),
    RUNS,
  );
});

it("any cut of what was given is red, whatever else is there", () => {
  const whole = runWith(withFindings([]), {
    baselines: [verdictFile(baselineOf({ found: [], days: 3 }))],
    kev: kevFile({}),
    epss: fileOf("epss.csv", epssText({})),
  });
  expect(decideRun(whole).verdict).toBe("pass");
  fc.assert(
    fc.property(
      fc.constantFrom("baseline", "kev", "epss"),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (stage, share) => {
        const [[name, bytes] = ["", new Uint8Array()]] = [...(whole.files.get(stage) ?? [])];
        const cut = bytes.subarray(0, Math.floor((bytes.length - 2) * share));
        const run = { ...whole, files: new Map(whole.files).set(stage, new Map([[name, cut]])) };
        // Sealed anew: the digests tell nothing, only the content does.
        const records = structuredClone(run.records);
        expect(["block", "incomplete"]).toContain(
          decideRun(withReport({ ...run, records }, stage, cut, name)).verdict,
        );
      },
    ),
  );
});
