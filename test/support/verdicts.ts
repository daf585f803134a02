/** Verdicts to show: real recorded reports in every stage, as few or as many findings as asked. */
import { readFileSync } from "node:fs";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { decideRun, fixture, greenRun, withReport } from "./run.ts";

interface Report {
  Results: { Class: string; Vulnerabilities?: Record<string, unknown>[] }[];
}

/** The packages that this repository itself installs, for names as they are. */
const packages = Object.keys(
  (JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: object }).packages,
).map((path) => path.replace(/^.*node_modules\//, ""));

/** Trivy's recorded report on a vulnerable image, its real findings repeated up to `count`. */
function imageReport(count: number): Buffer {
  const report = JSON.parse(fixture("trivy/image-vuln-json.json").toString("utf8")) as Report;
  const real = report.Results.flatMap((each) => each.Vulnerabilities ?? []);
  const result = report.Results.find((each) => each.Class === "lang-pkgs");
  if (!result) throw new Error("the fixture has no language packages");
  result.Vulnerabilities = Array.from({ length: count }, (_, i) => ({
    ...real[i % real.length],
    VulnerabilityID: `CVE-${2019 + (i % 7)}-${1000 + i * 7}`,
    PkgName: packages[1 + ((i * 31) % (packages.length - 1))],
  }));
  return Buffer.from(JSON.stringify(report));
}

/** @param count findings in the image, besides those of the other stages */
export function manyFindings(count: number): Verdict {
  let run = withReport(greenRun(), "trivy-image", imageReport(count));
  for (const [stage, path] of [
    ["bandit", "bandit/bad-json.json"],
    ["semgrep", "semgrep/bad-json.json"],
    ["trivy-config", "trivy/config-bad-json.json"],
    ["zap-baseline", "zap/naive/report.json"],
  ] as const) {
    run = withReport(run, stage, fixture(path));
  }
  return decideRun(run);
}
