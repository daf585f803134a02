/** Deciding over a Trivy report, beside JSON.parse of the same bytes. Run by all.ts in a process of its own. */
import { readFileSync } from "node:fs";
import { decideRun, greenRun, withReport } from "../test/support/run.ts";

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

/** Milliseconds of each, the two in turns. */
export function compare(bytes: Buffer, rounds: number): { decide: number[]; parse: number[] } {
  const [decide, parse]: [number[], number[]] = [[], []];
  const run = withReport(greenRun(), "trivy-image", bytes);
  const timed = (list: number[], work: () => unknown) => {
    globalThis.gc?.();
    const start = performance.now();
    work();
    list.push(performance.now() - start);
  };
  for (let round = 0; round < rounds + 2; round++) {
    timed(parse, () => JSON.parse(new TextDecoder().decode(bytes)));
    timed(decide, () => decideRun(run));
  }
  return { decide: decide.slice(2), parse: parse.slice(2) };
}
