/** Deciding over a Trivy report, beside JSON.parse of the same bytes. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

interface Report {
  Results: { Class: string; Vulnerabilities?: Record<string, unknown>[] }[];
}

/** A recorded report, its real findings repeated under other names up to `count`. */
export function reportOf(count: number): Buffer {
  const report = JSON.parse(
    readFileSync("test/fixtures/trivy/image-vuln-json.json", "utf8"),
  ) as Report;
  const real = report.Results.flatMap((each) => each.Vulnerabilities ?? []);
  const result = report.Results.find((each) => each.Class === "lang-pkgs");
  if (result) {
    result.Vulnerabilities = Array.from({ length: count }, (_, i) => ({
      ...real[i % real.length],
      VulnerabilityID: `CVE-2024-${i}`,
      PkgName: `package-${i % 997}`,
    }));
  }
  return Buffer.from(JSON.stringify(report));
}

const tsx = (script: string, ...args: string[]): string =>
  execFileSync(process.execPath, ["--import", "tsx", script, ...args], { encoding: "utf8" });

/** Milliseconds a round of each, in pairs of processes that take turns: what else the machine does changes. */
export function compare(file: string, rounds: number, pairs: number) {
  const timed = (kind: string) => Number(tsx("bench/timed.ts", file, kind, String(rounds)));
  const times = Array.from({ length: pairs }, () => ({
    decide: timed("decide"),
    parse: timed("parse"),
  }));
  return { decide: times.map(({ decide }) => decide), parse: times.map(({ parse }) => parse) };
}

/** Bytes of a process's peak, doing that work. */
export const peakOf = (file: string, work: string): number =>
  (JSON.parse(tsx("bench/memory.ts", file, work)) as { peak: number }).peak;
