/** Verdicts to show: real recorded reports in every stage, as few or as many findings as asked. */
import { readFileSync } from "node:fs";
import { CAUSES, type JudgedFinding, type Verdict } from "../../dagger/src/core/verdict.ts";
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

const DAY = 86_400_000;

/** The same verdict as if baselines of the last weeks had been given, each a little better or worse. */
export function withHistory(verdict: Verdict, weeks = 12): Verdict {
  const now = Date.parse(verdict.decidedAt);
  const ago = (days: number) => new Date(now - days * DAY).toISOString();
  const findings = verdict.findings.map((finding, index): JudgedFinding => {
    const age = { firstSeen: ago((index * 13) % 90), new: index % 9 === 0 };
    const due = { at: ago(((index * 13) % 90) - 30), by: "sla" as const, overdue: index % 7 === 0 };
    const cause = CAUSES[index % CAUSES.length] ?? "unknown";
    const known = { added: ago(40).slice(0, 10), due: ago(19).slice(0, 10) };
    return {
      ...finding,
      age,
      due,
      ...(age.new && { cause }),
      ...(index % 31 === 0 && { exploited: known, epss: 0.0213 }),
    };
  });
  const [first] = verdict.findings;
  const gone = first && {
    ...first,
    aliases: [...first.aliases],
    packages: first.packages.map(({ name }) => name),
    stages: first.sources.map(({ stage }) => stage),
    firstSeen: ago(60),
  };
  const fixed = gone ? [gone] : [];
  const history = Array.from({ length: weeks }, (_, week) => {
    const share = 0.5 + ((week * 5) % 8) / 8;
    const counts = { ...verdict.counts };
    for (const severity of ["critical", "high", "medium", "low", "unknown"] as const) {
      counts[severity] = Math.round(counts[severity] * share);
    }
    return { decidedAt: ago((weeks - week) * 7), verdict: "block" as const, counts, overdue: week };
  });
  const isNew = findings.filter(({ age }) => age?.new).length;
  return {
    ...verdict,
    findings,
    overdue: findings.filter(({ due }) => due?.overdue).length,
    baseline: {
      decidedAt: ago(7),
      sha256: `sha256:${"0".repeat(64)}`,
      new: isNew,
      old: findings.length - isNew,
      fixed,
      unseen: fixed,
      history,
    },
  };
}
