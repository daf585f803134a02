/** How real gates passed when they should not have; each with its public reference. */
import { expect, it } from "vitest";
import { parsePolicy } from "../../dagger/src/core/policy/file.ts";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { caveats } from "../../dagger/src/outputs/shared/words.ts";
import { scannerOf } from "../../dagger/src/scanners/index.ts";
import {
  decideRun,
  fixture,
  gapCodes,
  greenRun,
  reportedAt,
  seal,
  stageOf,
  withReport,
} from "../support/run.ts";

it.each([
  [
    "aquasecurity/trivy#647: no system recognised",
    "trivy-image",
    "trivy/image-noosr-json.json",
    "image.system-unknown",
  ],
  ["an unknown system", "trivy-image", "trivy/image-unkos-json.json", "image.system-unknown"],
  [
    "aquasecurity/trivy#897: end of life",
    "trivy-image",
    "trivy/image-eol-json.json",
    "image.system-end-of-life",
  ],
  [
    "aquasecurity/trivy#271: no results, built from scratch",
    "trivy-image",
    "trivy/image-scratch-json.json",
    "image.system-unknown",
  ],
  [
    "blobs replaced under the same digests: another image id",
    "trivy-image",
    "trivy/image-ocidir-tampered-blobs.json",
    "image.other",
  ],
  [
    "kubescape#470: Dockerfile does not parse",
    "trivy-config",
    "trivy/config-parse-error.json",
    "trivy.dockerfile-not-scanned",
  ],
  [
    "no Dockerfile",
    "trivy-config",
    "trivy/config-nodockerfile.json",
    "trivy.dockerfile-not-scanned",
  ],
  [
    "the repository's .trivyignore",
    "trivy-config",
    "trivy/config-attack-trivyignore-cwd-repo.json",
    "trivy.checks-silenced",
  ],
  [
    "the repository's trivy.yaml",
    "trivy-config",
    "trivy/config-attack-trivyyaml-cwd-repo.json",
    "trivy.dockerfile-not-scanned",
  ],
  [
    "an inline trivy:ignore",
    "trivy-config",
    "trivy/config-attack-inline-comment.json",
    "trivy.checks-silenced",
  ],
  [
    "the target died after its first answer",
    "zap-baseline",
    "zap/odd/target-died-midscan.json",
    "zap.target-died",
  ],
  [
    "the root answers only 404",
    "zap-baseline",
    "zap/odd/root404-only.json",
    "zap.nothing-succeeded",
  ],
  ["the root answers only 500", "zap-baseline", "zap/odd/root500.json", "zap.nothing-succeeded"],
  [
    "the registry's scan is still under way",
    "ecr-scan",
    "ecr/in-progress.json",
    "ecr.not-complete",
  ],
  ["the registry's scan failed", "ecr-scan", "ecr/failed.json", "ecr.not-complete"],
  [
    "the registry can't scan such an image",
    "ecr-scan",
    "ecr/unsupported-image.json",
    "ecr.not-complete",
  ],
  ["the first of two pages", "ecr-scan", "ecr/page-1.json", "ecr.page-missing"],
  ["* OUTOFSCOPE in a rule file", "zap-baseline", "zap/odd/oos.json", "zap.nothing-succeeded"],
  ["Bandit: every file a syntax error", "bandit", "bandit/broken.json", "bandit.error"],
  ["Bandit: nothing there to read", "bandit", "bandit/empty.json", "bandit.nothing-read"],
  ["Semgrep: a half-parsed file", "semgrep", "semgrep/broken2.json", "semgrep.error"],
  ["Semgrep: no file scanned", "semgrep", "semgrep/empty.json", "semgrep.nothing-read"],
  ["pip-audit: an empty answer", "pip-audit", "pip-audit/empty.json", "pip-audit.not-audited"],
])("%s", (_name, stage, report, code) => {
  const run = withReport(greenRun(), stage, fixture(report), scannerOf(stage).outputs[0]);
  if (stage === "zap-baseline") stageOf(run, stage).target = { name: "http://127.0.0.1:18111" };
  const verdict = decideRun(run);
  expect(gapCodes(verdict)).toContain(code);
  expect(["incomplete", "block"]).toContain(verdict.verdict);
});

it.each([
  ["trivy-config", {}],
  ["test", { test: ["npm", "test"] }],
])(
  "%s does not apply, says the record, though the policy names what it looks at",
  (stage, more) => {
    const judged = (service: object) => {
      const run = greenRun();
      run.files.delete(stage);
      Object.assign(stageOf(run, stage), {
        status: "not-applicable",
        reason: "nothing to look at",
      });
      run.policy = { ...run.policy, service: { ...run.policy.service, ...service } };
      const verdict = decideRun(seal(run), { skip: ["trivy-image", "runtime", "zap-baseline"] });
      return verdict.stages.find((each) => each.stage === stage)?.state;
    };
    expect(judged(more)).toBe("incomplete");
    expect(judged({ dockerfile: "none" })).toBe(stage === "test" ? "dropped" : "not-applicable");
  },
);

it("the canary of an earlier run tells nothing of this run's database", () => {
  const canary = reportedAt("trivy/image-vuln-json.json", "2026-11-23T02:46:33Z");
  for (const stage of ["trivy-fs", "trivy-image"]) {
    const verdict = decideRun(withReport(greenRun(), stage, canary, "canary.json"));
    expect(verdict.verdict).toBe("incomplete");
    expect(gapCodes(verdict)).toEqual(["report.of-an-earlier-run"]);
  }
});

it("a valid but empty database: the canary is not found", () => {
  const run = withReport(
    greenRun(),
    "trivy-image",
    fixture("trivy/image-clean-json.json"),
    "canary.json",
  );
  expect(gapCodes(decideRun(run))).toContain("canary.not-found");
});

it("aquasecurity/trivy#3152: a clean image scan says nothing of the runtime in the image", () => {
  const report = fixture("runtime/report.json").toString().replace("v24.21.0", "v24.13.1");
  const verdict = decideRun(withReport(greenRun(), "runtime", Buffer.from(report)));
  expect(verdict.stages.find(({ stage }) => stage === "trivy-image")?.state).toBe("complete");
  expect(verdict.verdict).toBe("block");
  expect(verdict.findings.find(({ id }) => id === "CVE-2026-21637")).toMatchObject({
    action: "block",
    packages: [{ name: "node", version: "24.13.1", fixed: "24.14.1" }],
    locations: [{ path: "/nodejs/bin/node" }],
  });
});

it("zaproxy/zaproxy#8004: ZAP reached no node", () => {
  const report = JSON.parse(fixture("zap/hardened/report.plus.json").toString());
  const run = withReport(
    greenRun(),
    "zap-baseline",
    Buffer.from(JSON.stringify({ ...report, site: [] })),
  );
  expect(gapCodes(decideRun(run))).toContain("zap.no-site");
});

it("a path that ZAP did not reach", () => {
  const run = greenRun();
  run.policy = policySchema.parse({ version: 1, service: { paths: ["/", "/livez"] } });
  expect(gapCodes(decideRun(run))).toContain("zap.path-not-reached");
});

it("snyk/policy PR#203: an expiry that is no date is an error, not a permanent exception", () => {
  const parsed = parsePolicy(
    "version: 1\nexceptions:\n  - id: CVE-1\n    reason: r\n    owner: o\n    until: 2026-02-30\n",
    "p.yaml",
  );
  expect(parsed).toMatchObject({
    ok: false,
    error: [{ line: 6, column: 12, field: "exceptions.0.until" }],
  });
});

it("gatecheck: findings of unknown severity are not dropped", () => {
  const run = withReport(greenRun(), "trivy-image", fixture("trivy/image-vuln-json.json"));
  const unknown = decideRun(run).findings.find(({ id }) => id === "TEMP-0841856-B18BAF");
  expect(unknown).toMatchObject({ severity: "unknown", action: "block" });
});

it("what a repository's ignore file hides is listed, and counts", () => {
  const run = withReport(
    greenRun(),
    "trivy-image",
    fixture("trivy/fs-ignore-active-show-suppressed.json"),
  );
  const verdict = decideRun(run);
  expect(verdict.findings.find(({ id }) => id === "CVE-2019-10744")).toMatchObject({
    action: "block",
    suppressed: expect.stringContaining("SEC-101"),
  });
});

it("every stage dropped is not green", () => {
  const run = greenRun();
  run.policy = policySchema.parse({
    version: 1,
    drop: run.records.stages.map(({ stage }) => ({ stage, reason: "no time" })),
  });
  expect(decideRun(run).verdict).toBe("incomplete");
});

it("pip-audit: the service knows no package, so every one is skipped and the exit is 0", () => {
  const skipped = fixture("pip-audit/skipped.json");
  const run = withReport(greenRun(), "pip-audit", skipped, "report-0.json");
  const verdict = decideRun(withReport(run, "pip-audit", skipped, "canary.json"));
  expect(gapCodes(verdict)).toContain("canary.not-found");
  const silent = decideRun(withReport(greenRun(), "pip-audit", Buffer.of(), "canary.json"));
  for (const { plan } of [verdict, silent]) {
    expect(plan[0]?.what).toContain("set pythonAdvisories in the policy");
  }
  // Each of them is no finding then; where the service is sound, an unknown package is one.
  expect(verdict.findings.filter(({ id }) => id === "unaudited-package")).toEqual([]);
  const one = decideRun(withReport(greenRun(), "pip-audit", skipped, "report-0.json"));
  expect(one.findings.find(({ id }) => id === "unaudited-package")?.action).toBe("block");
});

it("pip-audit: a package of which the report tells neither vulnerabilities nor why it was skipped", () => {
  const report = JSON.parse(fixture("pip-audit/clean.json").toString());
  delete report.dependencies[0].vulns;
  const bytes = Buffer.from(JSON.stringify(report));
  const verdict = decideRun(withReport(greenRun(), "pip-audit", bytes, "report-0.json"));
  expect(gapCodes(verdict)).toContain("report.wrong-shape");
});

it("Semgrep without a rule", () => {
  const run = greenRun();
  stageOf(run, "semgrep").evidence.rules = [];
  expect(gapCodes(decideRun(run))).toContain("semgrep.no-rules");
});

it("a package-lock.json that does not parse is passed over with exit 0", () => {
  const report = JSON.parse(fixture("trivy-fs/clean.json").toString());
  report.Results = report.Results.filter((r: { Type: string }) => r.Type !== "npm");
  const bytes = Buffer.from(JSON.stringify(report));
  const verdict = decideRun(withReport(greenRun(), "trivy-fs", bytes));
  expect(gapCodes(verdict)).toContain("source.unread");
  expect(JSON.stringify(verdict)).toContain("package-lock.json was not read");
});

it("secrets: an allow rule that hides everything hides the planted key too", () => {
  const report = JSON.parse(fixture("secrets/clean.json").toString());
  const bytes = Buffer.from(JSON.stringify({ ...report, Results: [] }));
  expect(gapCodes(decideRun(withReport(greenRun(), "secrets", bytes)))).toContain(
    "canary.not-found",
  );
});

it.each(["bandit", "semgrep", "secrets", "trivy-fs", "pip-audit"])(
  "%s: a record that does not say what was to be looked at",
  (stage) => {
    const run = greenRun();
    stageOf(run, stage).evidence = {};
    expect(decideRun(run).verdict).toBe("incomplete");
  },
);

it("a failed check that a rule's exception took out of the failed ones is hidden, and counts", () => {
  const report = JSON.parse(fixture("trivy/config-good-json.json").toString("utf8"));
  const check = { ID: "DS-0002", Title: "root", Severity: "HIGH" };
  report.Results[0].Misconfigurations = [
    { ...check, Status: "EXCEPTION" },
    { ...check, ID: "DS-0001", Status: "PASS" },
  ];
  const run = withReport(greenRun(), "trivy-config", Buffer.from(JSON.stringify(report)));
  const { findings } = decideRun(run);
  expect(findings.find(({ id }) => id === "DS-0002")).toMatchObject({
    action: "block",
    suppressed: expect.stringContaining("EXCEPTION"),
  });
  expect(findings.find(({ id }) => id === "DS-0001")).toBeUndefined();
});

const OF_SOURCE = ["bandit", "semgrep", "secrets", "trivy-fs", "pip-audit", "trivy-config"];

it.each(OF_SOURCE)("%s: a link that hides what it would have looked at", (stage) => {
  const run = greenRun();
  stageOf(run, stage).evidence.links = [{ path: "lib", to: "out of the source" }];
  const verdict = decideRun(run);
  expect(gapCodes(verdict)).toEqual(["source.link"]);
  expect(JSON.stringify(verdict.plan)).toContain("lib (a link out of the source)");
  expect(verdict.verdict).toBe("incomplete");
});

it.each(OF_SOURCE)("%s: a record that does not say which links there were", (stage) => {
  const run = greenRun();
  delete stageOf(run, stage).evidence.links;
  expect(gapCodes(decideRun(run))).toEqual(["source.links-unknown"]);
});

it("what is excluded and not in the source is said", () => {
  const run = greenRun();
  run.policy = policySchema.parse({ version: 1, exclude: ["vendr/", "./docs"] });
  stageOf(run, "secrets").evidence.unmatched = ["vendr", "of another policy"];
  const verdict = decideRun(run);
  expect(verdict.policy.unmatched).toEqual(["vendr"]);
  expect(caveats(verdict)).toContain(
    "Left out of the source scans by the policy: vendr (not in the source), docs",
  );
});

it.each(["services/../app.py", "../app.py", "/srv/app.py", ".", "./", "docs/*", "a\\\\b", "a/.."])(
  "an exclude that names nothing in the source is refused: %s",
  (path) => {
    const text = `version: 1\nexclude:\n  - docs\n  - "${path}"\n`;
    expect(parsePolicy(text, "p.yaml")).toMatchObject({
      ok: false,
      error: [{ line: 4, column: 5, field: "exclude.1", code: "policy.wrong-value" }],
    });
  },
);

it.each(["./a/b", "a//b", "a/b/", "a/./b", ".//a/b//"])("%s is the exclude a/b", (path) => {
  const parsed = parsePolicy(`version: 1\nexclude: ["${path}"]\n`, "p.yaml");
  expect(parsed).toMatchObject({ ok: true, value: { exclude: ["a/b"] } });
});

it.each([{ port: 8080 }, { health: "/alive" }])("a policy of another target: %j", (service) => {
  const run = greenRun();
  run.policy = policySchema.parse({ version: 1, service });
  expect(gapCodes(decideRun(run))).toContain("zap.other-port");
});

it.each([
  [
    { Class: "lang-pkgs", Type: "gobinary", Packages: [{}, {}, {}, {}] },
    "4 packages of Go binaries were",
  ],
  [{ Class: "lang-pkgs", Type: "rustbinary", Packages: [{}] }, "1 package of Rust binaries was"],
  [{ Class: "lang-pkgs", Type: "jar", Packages: [{}, {}] }, "2 packages of languages were"],
])("an image without a system: what was checked all the same is said", (result, words) => {
  const report = JSON.parse(fixture("trivy/image-scratch-json.json").toString());
  report.Results = [{ Target: "server", ...result }];
  const bytes = Buffer.from(JSON.stringify(report));
  const verdict = decideRun(withReport(greenRun(), "trivy-image", bytes));
  expect(verdict.verdict).toBe("incomplete");
  const gaps = verdict.stages.flatMap(({ gaps }) => gaps);
  expect(gaps.find(({ code }) => code === "image.system-unknown")?.message).toBe(
    `Trivy did not recognise the image's operating system, so it checked no system package (${words} checked).`,
  );
});

it("a record says that nothing is there to look at, beside a report", () => {
  const run = greenRun();
  const none = { status: "not-applicable", reason: "no Python file" } as const;
  Object.assign(stageOf(run, "bandit"), none);
  expect(gapCodes(decideRun(run))).toEqual(["stage.missing"]);
  run.files.get("bandit")?.set("other.json", Buffer.from("{}"));
  expect(gapCodes(decideRun(run))).toEqual(["stage.missing", "output.stray"]);
  run.files.set("bandit", new Map());
  expect(decideRun(run).verdict).toBe("pass");
});

it("a record says that nothing is there to look at, beside one that looked", () => {
  const run = withReport(
    greenRun(),
    "pip-audit",
    fixture("pip-audit/vulnerable.json"),
    "report-0.json",
  );
  const none = { ...stageOf(run, "pip-audit"), status: "not-applicable" as const, reason: "none" };
  run.records.stages.unshift(none);
  expect(gapCodes(decideRun(run))).toContain("record.twice");
});

it.each(["secrets", "trivy-fs", "trivy-config"])(
  "%s of another service, with its own digests, is no evidence of this one",
  (stage) => {
    const run = greenRun();
    stageOf(run, stage).target = { name: "shop" };
    expect(decideRun(run).verdict).toBe("pass");
    for (const target of [{ name: "other" }, undefined]) {
      stageOf(run, stage).target = target;
      expect(gapCodes(decideRun(run))).toEqual(["record.other-service"]);
    }
  },
);

it("ZAP over another image is no evidence of this one", () => {
  const run = greenRun();
  const { target } = stageOf(run, "zap-baseline");
  expect(decideRun(run).verdict).toBe("pass");
  for (const digest of [`sha256:${"0".repeat(64)}`, undefined]) {
    stageOf(run, "zap-baseline").target = { name: target?.name ?? "", digest };
    expect(gapCodes(decideRun(run))).toEqual(["zap.other-image"]);
  }
});
