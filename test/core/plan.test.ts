/** The plan is right: all of it done the verdict is green, and no action can be left out. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../dagger/src/core/decide.ts";
import type { Exception } from "../../dagger/src/core/exceptions/written.ts";
import type { PackageRef, RawFinding } from "../../dagger/src/core/finding.ts";
import { runSteps } from "../../dagger/src/core/plan/run.ts";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import type { StageReport } from "../../dagger/src/core/stage-state.ts";
import type { JudgedStage } from "../../dagger/src/core/verdict.ts";
import { completeStage, decision, expectRight } from "../support/plan.ts";
import { fixture, greenRun, withReport } from "../support/run.ts";

const severity = fc.constantFrom("critical", "high", "medium", "unknown" as const);
const ref: fc.Arbitrary<PackageRef> = fc
  .record({
    name: fc.constantFrom("a", "b", "c"),
    version: fc.constantFrom("1.0.0", "1.2.3", "2.0.0", "", "odd"),
    type: fc.constantFrom("npm", "deb", "pypi", "generic", "odd", ""),
    fixed: fc.constantFrom("", "1.2.4", "1.2.4, 2.0.1", "0.9", "3.0.0", "never"),
  })
  .map(({ type, ...more }) => ({
    ...more,
    purl: type === "" ? "" : `pkg:${type}/${more.name}@${more.version}`,
    os: type === "deb",
  }));
const raw: fc.Arbitrary<RawFinding> = fc
  .record({
    category: fc.constantFrom("vulnerability", "misconfiguration", "secret", "dast", "sast"),
    id: fc.constantFrom("CVE-1", "CVE-2", "CVE-3"),
    severity,
    package: ref,
    path: fc.constantFrom("package-lock.json", "/app/package-lock.json", "Dockerfile", "/"),
    line: fc.integer({ min: 1, max: 3 }),
    advice: fc.constantFrom("", "Do it."),
  })
  .map(({ category, id, severity, package: of, path, line, advice }) => ({
    ...{ category: category as RawFinding["category"], id, title: id, severity, advice },
    location: { path, line },
    ...(category === "vulnerability" && { package: of }),
  }));
const exception: fc.Arbitrary<Exception> = fc.record({
  id: fc.constantFrom("CVE-1", "CVE-2", "CVE-3"),
  reason: fc.constant("known"),
  owner: fc.constantFrom("ana", "ben"),
  until: fc.constantFrom("2026-01-01", "2026-11-01", "2030-01-01"),
  untilFixed: fc.boolean(),
});
const stage = fc.record({
  findings: fc.array(raw, { maxLength: 6 }),
  broken: fc.constantFrom(undefined, undefined, "gone", "cut", "of another image"),
});

it("whatever is found, missing or ran out", () => {
  const stages = fc.array(stage, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(stages, fc.array(exception, { maxLength: 3 }), (given, exceptions) => {
      const stages = given.map(({ findings, broken }, index): StageReport => {
        const whole = completeStage(index === 0 ? "trivy-image" : `stage-${index}`, findings);
        if (broken === undefined || !whole.reading) return whole;
        if (broken === "gone") return { ...whole, record: undefined, reading: undefined };
        const gaps = [{ code: broken, message: `It is ${broken}.`, hint: "Run it again." }];
        return { ...whole, reading: { ...whole.reading, gaps } };
      });
      const policy = { ...DEFAULT_POLICY, exceptions };
      expectRight({ ...decision({ ...greenRun(), policy }), stages, policy });
    }),
    { numRuns: 500 },
  );
});

describe("a check's own advice", () => {
  it.each([
    ["Add 'USER' to the Dockerfile", "Add 'USER' to the Dockerfile"],
    // Trivy's KSV-0118.
    [
      "To enhance security, it is strongly recommended not to rely on the default security context. Instead, it is advisable to explicitly define the required security parameters (such as runAsNonRoot, capabilities, readOnlyRootFilesystem, etc.) within the security context.",
      "Do not rely on the default security context. Explicitly define the required security parameters (such as runAsNonRoot, capabilities, readOnlyRootFilesystem, etc.) within the security context.",
    ],
    [`Do it. ${"Talk and talk ".repeat(20)}.`, "Do it."],
    ["a".repeat(300), `${"a".repeat(199)}…`],
  ])("%#: short enough for a step", (advice, words) => {
    const raw: RawFinding = {
      ...{ category: "misconfiguration", id: "R-1", title: "R-1", severity: "high", advice },
      location: { path: "deploy.yaml", line: 10 },
    };
    const stages = [completeStage("trivy-config", [raw])];
    const [step] = decide({ ...decision(greenRun()), stages }).plan;
    expect(step?.what).toBe(`Fix R-1 in deploy.yaml:10: ${words}`);
  });
});

it("a hint that several gaps share is told once, after all of them", () => {
  const hint = "Read the log.";
  const gaps = [
    { code: "a", message: "zap-baseline saw nothing.", hint },
    { code: "b", message: "It is odd.", hint: "Look." },
    { code: "c", message: "The target died.", hint },
    { code: "d", message: "The target died.", hint },
  ];
  const whole = completeStage("zap-baseline", []);
  const reading = whole.reading && { ...whole.reading, gaps };
  const stages = [{ ...whole, ...(reading && { reading }) }];
  expect(decide({ ...decision(greenRun()), stages }).plan.map(({ what }) => what)).toEqual([
    "zap-baseline saw nothing. The target died. Read the log. It is odd. Look.",
  ]);
});

describe("an upgrade", () => {
  const found = (id: string, fixed: string, severity: "high" | "medium"): RawFinding => ({
    ...{ category: "vulnerability", id, title: id, severity },
    location: { path: "requirements.txt" },
    package: {
      ...{ name: "requests", version: "2.19.0", fixed, os: false },
      purl: "pkg:pypi/requests@2.19.0",
    },
  });

  it.each([
    ["", []],
    ["", [found("CVE-2", "2.20.0", "medium")]],
    ["", [found("CVE-2", "", "medium")]],
    [" (2.32.0 clears its warnings too)", [found("CVE-2", "2.32.0", "medium")]],
    [
      " (2.32.0 clears 2 of its 3 warnings too)",
      [
        found("CVE-2", "2.32.0", "medium"),
        found("CVE-3", "", "medium"),
        found("CVE-4", "2.31.0", "medium"),
      ],
    ],
  ])("says%s what a higher version clears", (words, warnings) => {
    const stages = [completeStage("trivy-fs", [found("CVE-1", "2.20.0", "high"), ...warnings])];
    const [step, ...more] = decide({ ...decision(greenRun()), stages }).plan;
    expect(step?.what).toContain(`Upgrade requests 2.19.0 to 2.20.0${words} in requirements.txt`);
    expect(step?.packages).toEqual([{ name: "requests", version: "2.19.0", to: "2.20.0" }]);
    expect(step?.clears).toHaveLength(1);
    expect(more).toEqual([]);
  });
});

describe("a leaked secret", () => {
  const leaked = (id: string, path: string): RawFinding => ({
    ...{ category: "secret", id, title: "A key", severity: "high" },
    location: { path, line: 2 },
  });
  const worse: RawFinding = {
    ...{ category: "misconfiguration", id: "DS-1", title: "DS-1", severity: "critical" },
    location: { path: "Dockerfile", line: 1 },
  };
  const planOf = (image: readonly RawFinding[], source: readonly RawFinding[]) => {
    const stages = [completeStage("trivy-image", image), completeStage("secrets", source)];
    const input = { ...decision(greenRun()), stages };
    expectRight(input);
    return decide(input).plan;
  };

  it("is one step, and the first, where the image has the source's copy", () => {
    const [first, second, ...more] = planOf(
      [leaked("key", "/app/settings.py"), leaked("key", "/srv/settings.py")],
      [worse, leaked("key", "settings.py")],
    );
    expect(first?.what).toBe(
      "Revoke A key (key), then remove it from settings.py:2 (also in the image as /app/settings.py:2, /srv/settings.py:2) and the source's history; one that opens nothing (a sample) may be an exception",
    );
    expect(first?.clears).toHaveLength(3);
    expect(first?.where).toEqual({ path: "settings.py", line: 2 });
    expect([second?.kind, more]).toEqual(["fix", []]);
  });

  it.each([
    ["another rule", ["other", "/app/settings.py"], ["settings.py"]],
    ["a name that only ends alike", ["key", "/app/my-settings.py"], ["settings.py"]],
    ["another folder", ["key", "/app/settings.py"], ["src/settings.py"]],
  ] as const)("is a step of its own for %s", (_, [id, path], sources) => {
    const plan = planOf(
      [leaked(id, path)],
      sources.map((path) => leaked("key", path)),
    );
    expect(plan).toHaveLength(sources.length + 1);
    expect(plan.map(({ what }) => what)).toContain(
      `Revoke A key (${id}), then remove it from ${path}:2 in the image; one that opens nothing (a sample) may be an exception`,
    );
  });

  it("is a step of its own where two files of the source may be the copied one", () => {
    const sources = [leaked("key", "settings.py"), leaked("key", "app/settings.py")];
    expect(planOf([leaked("key", "/app/settings.py")], sources)).toHaveLength(3);
  });
});

/** The recorded real reports, each in its stage's place, alone and all at once. */
const REPORTS: readonly [stage: string, path: string, name: string | undefined][] = (
  [
    ["trivy-image", "trivy/image-vuln-json.json"],
    ["trivy-image", "trivy/image-eol-json.json"],
    ["trivy-image", "trivy/image-noosr-json.json"],
    ["trivy-image", "trivy/image-scratch-json.json"],
    ["trivy-fs", "trivy-fs/vulnerable.json"],
    ["trivy-fs", "trivy/fs-all-scanners-json.json"],
    ["trivy-fs", "trivy/fs-ignore-active-show-suppressed.json"],
    ["pip-audit", "pip-audit/vulnerable.json", "report-0.json"],
    ["trivy-config", "trivy/config-bad-json.json"],
    ["trivy-config", "trivy/config-attack-inline-comment.json"],
    ["runtime", "runtime/other-image.json"],
    ["zap-baseline", "zap/naive/report.plus.json"],
    ["zap-baseline", "zap/odd/target-died-midscan.json"],
    ["bandit", "bandit/bad-json.json"],
    ["bandit", "bandit/broken.json"],
    ["semgrep", "semgrep/bad-json.json"],
    ["ecr-scan", "ecr/complete-basic.json"],
    ["ecr-scan", "ecr/active-enhanced.json"],
    ["ecr-scan", "ecr/in-progress.json"],
  ] as const
).map(([stage, path, name]) => [stage, path, name]);

describe("recorded real reports", () => {
  it.each(REPORTS)("%s: %s", (stage, path, name) => {
    const run = withReport(greenRun(), stage, fixture(path), name);
    const input = decision(run);
    expectRight(input);
    // With every severity and category blocking, so that what only warned is planned for too.
    const actions = { ...input.policy.actions, medium: "block", low: "block" } as const;
    expectRight({ ...input, policy: { ...input.policy, actions, reportOnly: [] } });
  });

  it("all at once", () => {
    const run = REPORTS.reduce(
      (so, [stage, path, name]) => withReport(so, stage, fixture(path), name),
      greenRun(),
    );
    expectRight(decision(run));
  });

  it("no report at all", () => {
    const run = greenRun();
    expectRight(decision({ ...run, files: new Map() }));
    expectRight(decision({ ...run, records: { ...run.records, stages: [] }, files: new Map() }));
  });
});

describe("stages that lack what one hint mends", () => {
  const lacking = (stage: string, ...gaps: [message: string, hint: string][]): JudgedStage => ({
    ...{ stage, state: "incomplete", reason: "", reused: false, facts: [], accepted: [] },
    ...{ notes: [], gaps: gaps.map(([message, hint]) => ({ code: "", message, hint })) },
  });
  const link = "Remove the link.";

  it("are one step, whatever each says of it", () => {
    const steps = runSteps([
      lacking("secrets", ["Not looked at: a.", link]),
      lacking("trivy-fs", ["Not looked at: a.", link]),
      lacking("pip-audit", ["pip-audit did not run: it is behind a.", link]),
    ]);
    expect(steps.map(({ what, clears }) => [what, clears])).toEqual([
      [
        "secrets, trivy-fs: Not looked at: a. pip-audit did not run: it is behind a. Remove the link.",
        ["secrets", "trivy-fs", "pip-audit"],
      ],
    ]);
  });

  it("and one that lacks more is cleared by the step that has the rest", () => {
    const steps = runSteps([
      lacking("bandit", ["a.py: syntax error.", "Mend it."], ["Not looked at: a.", link]),
      lacking("secrets", ["Not looked at: a.", link]),
    ]);
    expect(steps.map(({ what, clears }) => [what, clears])).toEqual([
      ["secrets, bandit: Not looked at: a. Remove the link.", ["secrets"]],
      ["bandit: a.py: syntax error. Mend it.", ["bandit"]],
    ]);
  });

  it("but where each lacks something else too, each tells it all", () => {
    const steps = runSteps([
      lacking("bandit", ["a.py: syntax error.", "Mend it."], ["Not looked at: a.", link]),
      lacking("secrets", ["Not looked at: a.", link], ["b: too large.", "Split it."]),
    ]);
    expect(steps.map(({ clears }) => clears)).toEqual([["bandit"], ["secrets"]]);
  });
});
