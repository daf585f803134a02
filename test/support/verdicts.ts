/** Verdicts over recorded real reports, for the renderings. */
import { NOTHING_BESIDE } from "../../dagger/src/core/uncovered/judge.ts";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { joinVerdicts } from "../../dagger/src/core/whole.ts";
import {
  builtAs,
  decideRun,
  fixture,
  greenRun,
  type Run,
  ranFor,
  stageOf,
  withReport,
} from "./run.ts";

/** The image's bill of materials, as Trivy made it. */
export const BILL = fixture("trivy/image-vuln-cyclonedx.cdx.json");

/** The whole of services, of which none was left out. */
export const wholeOf = (...verdicts: Verdict[]) =>
  joinVerdicts({
    verdicts,
    policies: verdicts.map(({ service: name }) => ({ service: { name } })) as never,
    leftOut: new Map(),
    beside: NOTHING_BESIDE,
    now: 0,
  });

/** Findings of every kind, each tool's own, one of them excepted. */
export function everyKind(): Verdict {
  const run = greenRun();
  for (const [stage, path, name] of [
    ["bandit", "bandit/bad-json.json", "report.json"],
    ["semgrep", "semgrep/bad-json.json", "report.json"],
    ["trivy-config", "trivy/config-bad-json.json", "report.json"],
    ["trivy-image", "trivy/image-vuln-json.json", "report.json"],
    ["trivy-image", "trivy/image-vuln-cyclonedx.cdx.json", "bom.cdx.json"],
    ["trivy-fs", "trivy/fs-bad-json.json", "report.json"],
    ["pip-audit", "pip-audit/vulnerable.json", "report-0.json"],
  ] as const) {
    withReport(run, stage, fixture(path), name);
  }
  builtAs(run, {
    config: "sha256:7f578941355f48c0c26147fffb09599eb5775f16ac4eb7027cb61bf160a063c2",
  });
  const reason = "the function is never called";
  const who = { reason, owner: "ana", until: "2026-12-31", untilFixed: false };
  const exception = { id: "CVE-2023-45853", ...who };
  return decideRun({ ...run, policy: { ...run.policy, exceptions: [exception] } });
}

export const pass = (): Verdict => decideRun(greenRun());

/** One stage failed, one was dropped by name. */
export function incomplete(): Verdict {
  const run = greenRun();
  stageOf(run, "trivy-image").status = "failed";
  stageOf(run, "trivy-image").reason = "exit code 1: disk full";
  return decideRun(run, { skip: ["zap-baseline"] });
}

interface TrivyReport {
  Results: { Class: string; Target: string; Vulnerabilities?: Record<string, unknown>[] }[];
}

/**
 * A verdict with so many findings in the image.
 *
 * @param entry one of Trivy's entries, by number: what it says replaces what a real one says
 */
export function manyFindings(
  count: number,
  entry: (index: number) => Record<string, unknown> = () => ({}),
): Verdict {
  const report = JSON.parse(fixture("trivy/image-vuln-json.json").toString()) as TrivyReport;
  const real = report.Results.flatMap((each) => each.Vulnerabilities ?? []);
  const result = report.Results.find((each) => each.Class === "lang-pkgs");
  if (result) {
    result.Vulnerabilities = Array.from({ length: count }, (_, index) => ({
      ...real[index % real.length],
      VulnerabilityID: `CVE-2024-${index}`,
      PkgName: `package-${index % 997}`,
      ...entry(index),
    }));
  }
  report.Results = result ? [result] : [];
  return decideRun(withReport(greenRun(), "trivy-image", Buffer.from(JSON.stringify(report))));
}

/** A vulnerable image's report in which every text is the given one. */
export function everyText(text: string): Verdict {
  const report = JSON.parse(fixture("trivy/image-vuln-json.json").toString()) as TrivyReport;
  for (const result of report.Results) {
    result.Target = `t${text}`;
    for (const each of result.Vulnerabilities ?? []) {
      const id = `${String(each.VulnerabilityID)}${text}`;
      const names = { VulnerabilityID: id, PkgName: `p${text}`, Title: text, PkgPath: text };
      Object.assign(each, names, { FixedVersion: text, PrimaryURL: `https://x/${text}` });
    }
  }
  const run: Run = withReport(greenRun(), "trivy-image", Buffer.from(JSON.stringify(report)));
  ranFor(run, `s${text}`);
  return decideRun(run);
}

/** What is ours: names of stages and kinds, digests and times. Everything else may be a stranger's. */
const OURS = new Set(
  (
    "schema verdict fingerprint category severity action state startedAt usedAt decidedAt " +
    "sha256 config manifest stage kind clears covers until os reused durationMs line counts actions"
  ).split(" "),
);

function withText<T>(value: T, text: string): T;
function withText(value: unknown, text: string): unknown {
  if (typeof value === "string") return text;
  if (Array.isArray(value)) return value.map((each) => withText(each, text));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    OURS.has(key) ? each : withText(each, text),
  ]);
  return Object.fromEntries(entries);
}

const every = everyKind();

/** Findings of every kind, gaps, exceptions and a plan, in which every word is the given one. */
export const everyWord = (text: string): Verdict => withText(every, text);
