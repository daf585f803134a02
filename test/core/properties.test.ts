/** Properties of the decision, over generated changes to an honest run. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { json } from "../../dagger/src/outputs/json.ts";
import { SCANNERS, scannerOf } from "../../dagger/src/scanners/index.ts";
import {
  decideRun,
  fixture,
  greenRun,
  type Run,
  seal,
  stageOf,
  withReport,
} from "../support/run.ts";

const RED = ["block", "incomplete"];
const STAGES = SCANNERS.map(({ stage }) => stage);
const REPORTED = STAGES.filter((stage) => stage !== "test");

interface TrivyReport {
  Results: { Class: string; Vulnerabilities?: object[] }[];
}

const severity = fc.constantFrom("UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL", "odd", "");
const vulnerability = fc.record({
  VulnerabilityID: fc.constantFrom("CVE-2024-1", "CVE-2024-2", "GHSA-aaaa", "TEMP-1"),
  PkgName: fc.constantFrom("zlib", "lodash", "openssl"),
  InstalledVersion: fc.constantFrom("1.0.0", "2.0.0"),
  FixedVersion: fc.constantFrom("", "1.0.1"),
  Severity: severity,
  Title: fc.string(),
});

/** The clean image's report with these findings added, in this order. */
function withFindings(found: readonly object[]): Run {
  const report = JSON.parse(fixture("trivy/image-clean-json.json").toString("utf8")) as TrivyReport;
  report.Results[0] = { ...report.Results[0], Class: "os-pkgs", Vulnerabilities: [...found] };
  return withReport(greenRun(), "trivy-image", Buffer.from(JSON.stringify(report)));
}

const rank = ({ verdict }: Verdict) => ["pass", "warn", "incomplete", "block"].indexOf(verdict);

it("the honest run is green, so that what follows says something", () => {
  expect(decideRun(greenRun()).verdict).toBe("pass");
});

it("one more finding never betters a verdict", () => {
  fc.assert(
    fc.property(fc.array(vulnerability, { maxLength: 8 }), vulnerability, (found, one) => {
      const before = decideRun(withFindings(found));
      const after = decideRun(withFindings([...found, one]));
      expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
    }),
  );
});

it("the order of findings changes no byte", () => {
  const shuffled = fc
    .array(vulnerability, { maxLength: 8 })
    .chain((found) =>
      fc.tuple(fc.constant(found), fc.shuffledSubarray(found, { minLength: found.length })),
    );
  fc.assert(
    fc.property(shuffled, ([found, other]) => {
      expect(json.render(decideRun(withFindings(other)))).toBe(
        json.render(decideRun(withFindings(found))),
      );
    }),
  );
});

it("the order of stages and files changes no byte", () => {
  const honest = json.render(decideRun(greenRun()));
  const order = fc.shuffledSubarray(STAGES, { minLength: STAGES.length });
  fc.assert(
    fc.property(order, order, (stages, files) => {
      const run = greenRun();
      run.records.stages.sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
      const sorted = files.flatMap((stage) => {
        const content = run.files.get(stage);
        return content ? [[stage, content] as const] : [];
      });
      expect(json.render(decideRun({ ...run, files: new Map(sorted) }))).toBe(honest);
    }),
  );
});

/** Each way to take evidence away. */
const LOSSES: Record<string, (run: Run, stage: string) => void> = {
  record: (run, stage) => {
    run.records.stages = run.records.stages.filter((each) => each.stage !== stage);
  },
  files: (run, stage) => void run.files.delete(stage),
  "one file": (run, stage) => {
    const files = run.files.get(stage);
    const [name] = files?.keys() ?? [];
    if (name !== undefined) files?.delete(name);
    seal(run);
  },
  "exit code": (run, stage) => void delete stageOf(run, stage).exitCode,
  "start time": (run, stage) => void delete stageOf(run, stage).startedAt,
  tool: (run, stage) => void delete stageOf(run, stage).tool,
  image: (run) => void delete run.records.image,
};

it("evidence that is dropped never leaves a verdict green, whatever was found", () => {
  fc.assert(
    fc.property(
      fc.array(vulnerability, { maxLength: 4 }),
      fc.subarray(STAGES, { minLength: 1 }),
      fc.constantFrom(...Object.keys(LOSSES)),
      (found, stages, loss) => {
        const run = withFindings(found);
        // The other losses are read from records, so the record goes last.
        for (const stage of stages) LOSSES[loss]?.(run, stage);
        expect(RED).toContain(decideRun(run).verdict);
      },
    ),
  );
});

it("any cut of any report is red", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        ...REPORTED.map((stage) => [stage, scannerOf(stage).outputs[0]] as const),
        ["runtime", "advisories.json"] as const,
        ["trivy-image", "canary.json"] as const,
      ),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      ([stage, name], share) => {
        const run = greenRun();
        const bytes = run.files.get(stage)?.get(name) ?? new Uint8Array();
        const cut = bytes.subarray(0, Math.floor((bytes.length - 2) * share));
        expect(RED).toContain(decideRun(withReport(run, stage, cut, name)).verdict);
      },
    ),
  );
});
