/** A whole, honest run over recorded real reports: what each test then breaks in one place. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { DEFAULT_POLICY, type Policy } from "../../dagger/src/core/policy/policy.ts";
import type { RunRecords, StageRecord } from "../../dagger/src/core/run-record.ts";
import { scopeOf } from "../../dagger/src/core/scope.ts";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { evaluate } from "../../dagger/src/evaluate/evaluate.ts";
import type { Evaluate } from "../../dagger/src/evaluate/input.ts";

export const fixture = (path: string): Buffer =>
  readFileSync(new URL(`../fixtures/${path}`, import.meta.url));

/** What Trivy reported, as if in a run at another time. */
export const reportedAt = (path: string, at: string): Buffer =>
  Buffer.from(
    fixture(path)
      .toString()
      .replace(/"CreatedAt": "[^"]+"/, `"CreatedAt": "${at}"`),
  );

/** A little after the fixtures were recorded. */
export const NOW = Date.parse("2026-11-24T22:00:00Z");

export interface Run {
  records: RunRecords;
  files: Map<string, Map<string, Uint8Array>>;
  policy: Policy;
  now: number;
}

const ADD_ONS = ["pscanrules 75.0.0", "pscanrulesBeta 50.0.0"];
export const CLEAN_IMAGE =
  "sha256:82038d3f608da54b3e07ce1c0e00b35cb6d66423e387dbb1d70d9c2c9b502a8a";

/** The manifest that ECR's recorded answers are of. */
export const PUSHED = "sha256:b81a521b48cdd20ff9a23245899d1c2fd05118b353f36828872f760d5e7fef5f";

function record(stage: string, name: string, version: string, startedAt: string): StageRecord {
  return {
    stage,
    status: "ran",
    tool: { name, version },
    arguments: [],
    startedAt,
    durationMs: 1000,
    exitCode: 0,
    reused: false,
    outputs: [],
    evidence: {},
  };
}

const NO_IAC = { terraform: [], kubernetes: [], templates: [], silenced: [] };
const SOURCE_SCAN = "2026-11-24T21:24:03Z";
const DATABASE = { UpdatedAt: "2026-11-24T02:43:25.424713045Z" };

/** With what a runner records of the files that it gave to the scanner. */
function ofSource(made: StageRecord, targets: string[], more: Record<string, unknown> = {}) {
  made.evidence = { root: "/greengate/source", targets, links: [], ...more };
  made.target = { name: "shop" };
  return made;
}

function greenFiles(): Run["files"] {
  return new Map([
    ["test", new Map([["output.txt", Buffer.from("12 passed\n")]])],
    ["bandit", new Map([["report.json", fixture("bandit/clean.json")]])],
    ["semgrep", new Map([["report.json", fixture("semgrep/clean.json")]])],
    ["secrets", new Map([["report.json", fixture("secrets/clean.json")]])],
    [
      "trivy-fs",
      new Map([
        ["report.json", fixture("trivy-fs/clean.json")],
        ["bom.cdx.json", fixture("trivy-fs/clean.cdx.json")],
        ["canary.json", reportedAt("trivy/image-vuln-json.json", SOURCE_SCAN)],
      ]),
    ],
    [
      "pip-audit",
      new Map([
        ["report-0.json", fixture("pip-audit/clean.json")],
        ["canary.json", fixture("pip-audit/vulnerable.json")],
      ]),
    ],
    ["trivy-config", new Map([["report.json", fixture("trivy/config-good-json.json")]])],
    [
      "trivy-image",
      new Map([
        ["report.json", fixture("trivy/image-clean-json.json")],
        ["bom.cdx.json", fixture("trivy/image-clean.cdx.json")],
        ["canary.json", fixture("trivy/image-vuln-json.json")],
      ]),
    ],
    [
      "runtime",
      new Map([
        ["report.json", fixture("runtime/report.json")],
        ["advisories.json", fixture("runtime/advisories.json")],
      ]),
    ],
    ["zap-baseline", new Map([["report.json", fixture("zap/hardened/report.plus.json")]])],
    ["ecr-scan", new Map([["report.json", fixture("ecr/complete-clean.json")]])],
  ]);
}

function greenStages(): StageRecord[] {
  return [
    record("test", "npm", "11.0.0", "2026-11-24T02:30:00Z"),
    ofSource(record("bandit", "bandit", "1.9.4", SOURCE_SCAN), ["app.py"]),
    ofSource(record("semgrep", "semgrep", "1.182.0", SOURCE_SCAN), ["app.py"], {
      rules: ["sql-format"],
    }),
    ofSource(record("secrets", "trivy", "0.76.0", SOURCE_SCAN), ["app.py", "requirements.txt"]),
    ofSource(
      record("trivy-fs", "trivy", "0.76.0", SOURCE_SCAN),
      ["package-lock.json", "requirements.txt"],
      { database: DATABASE },
    ),
    ofSource(record("pip-audit", "pip-audit", "2.10.1", SOURCE_SCAN), ["requirements.txt"], {
      pinned: [{ path: "requirements.txt", lines: "idna==3.11\nrequests==2.32.5\n" }],
      unpinned: [],
      missing: [],
    }),
    {
      ...record("trivy-config", "trivy", "0.76.0", "2026-11-24T02:38:30Z"),
      evidence: { iac: NO_IAC, links: [] },
      target: { name: "shop" },
    },
    {
      ...record("trivy-image", "trivy", "0.76.0", "2026-11-24T02:46:30Z"),
      evidence: {
        database: DATABASE,
        javaArchives: 0,
        gitRepositories: [],
        linkedPackages: [],
        unsearchedLinks: [],
        unlistedLibraries: [],
        unlistedPrograms: [],
        unsearched: [],
      },
    },
    record("runtime", "greengate", "0.1.0", "2026-11-24T02:46:50Z"),
    {
      ...record("zap-baseline", "zap", "2.17.0", "2026-11-24T02:44:00Z"),
      target: { name: "http://127.0.0.1:18082/", digest: CLEAN_IMAGE },
      evidence: {
        reached: [{ path: "/", status: 200 }],
        aliveAfter: true,
        port: 5000,
        health: "/",
        addOns: ADD_ONS,
      },
    },
    {
      ...record("ecr-scan", "aws-cli", "1.46.3", "2026-11-24T03:10:00Z"),
      target: { name: "shop", digest: PUSHED },
    },
  ];
}

/** Every stage ran, on the right target, with fresh data, and found nothing that blocks. */
export function greenRun(): Run {
  const run: Run = {
    records: {
      schema: 1,
      greengate: "0.1.0",
      service: "shop",
      scope: scopeOf(DEFAULT_POLICY),
      image: { config: CLEAN_IMAGE, manifest: PUSHED },
      stages: greenStages(),
    },
    files: greenFiles(),
    policy: DEFAULT_POLICY,
    now: NOW,
  };
  return seal(run);
}

/** Writes the digests of the present files into the records, as an honest runner would. */
export function seal(run: Run): Run {
  for (const stage of run.records.stages) {
    stage.outputs = [...(run.files.get(stage.stage) ?? [])].map(([name, bytes]) => ({
      path: `raw/${stage.stage}/${name}`,
      sha256: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
      bytes: bytes.length,
    }));
  }
  return run;
}

/** Of another service, whose source was looked at then. */
export function ranFor(run: Run, service: string): void {
  for (const { target } of run.records.stages) {
    if (target?.name === run.records.service) target.name = service;
  }
  run.records.service = service;
}

/** Of another image, which ZAP had served too. */
export function builtAs(run: Run, image: NonNullable<RunRecords["image"]>): void {
  run.records.image = image;
  const target = run.records.stages.find(({ stage }) => stage === "zap-baseline")?.target;
  if (target) target.digest = image.config;
}

export function stageOf(run: Run, stage: string): StageRecord {
  const found = run.records.stages.find((each) => each.stage === stage);
  if (!found) throw new Error(`no such stage: ${stage}`);
  return found;
}

/** Puts a recorded report in a stage's place. */
export function withReport(run: Run, stage: string, bytes: Uint8Array, name = "report.json"): Run {
  run.files.get(stage)?.set(name, bytes);
  return seal(run);
}

export const decideRun = (run: Run, more: Partial<Evaluate> = {}): Verdict =>
  evaluate({ ...run, policyFile: "greengate.yaml", ...more });

/** Codes of every gap of a verdict. */
export const gapCodes = (verdict: Verdict): string[] =>
  verdict.stages.flatMap(({ gaps }) => gaps.map(({ code }) => code));
