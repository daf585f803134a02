/** Text as whoever can name a package might write it, and a verdict that is full of it. */
import { decideRun, fixture, greenRun, withReport } from "./run.ts";

export const HOSTILE = [
  "\u001b[2J\u001b]0;owned\u0007",
  "\u009b31m",
  "\n::error::owned\n::set-output name=x::y",
  "\r\n##[group]owned",
  "##vso[task.setvariable]x",
  "</title></style><script>alert(1)</script><img src=x onerror=alert(1)>",
  "\"><svg onload=alert(1)>' onmouseover='x",
  "]]></failure><testcase name='x'/>",
  "[click](javascript:alert(1)) ![x](https://evil.example/a.png) https://evil.example",
  "| a | b |\n| --- | --- |\n<details open>",
  "@everyone #1 `code` ~~x~~",
  "\u202egnp.exe\u2066 \u200b\ufeff",
  "\ud800 lone surrogate",
  "\u0000\u0007\u0008\u007f",
  "{{constructor.constructor('alert(1)')()}}",
  "a".repeat(100_000),
];

/** A vulnerable image's report in which every text is the hostile one. */
export function verdictWith(text: string) {
  const report = JSON.parse(fixture("trivy/image-vuln-json.json").toString("utf8")) as {
    Results: { Target: string; Vulnerabilities?: Record<string, unknown>[] }[];
  };
  for (const result of report.Results) {
    result.Target = `t${text}`;
    for (const each of result.Vulnerabilities ?? []) {
      const id = `${each.VulnerabilityID}${text}`;
      const names = { VulnerabilityID: id, PkgName: `p${text}`, Title: text, PkgPath: text };
      Object.assign(each, names, { FixedVersion: text, PrimaryURL: `https://x/${text}` });
    }
  }
  const run = withReport(greenRun(), "trivy-image", Buffer.from(JSON.stringify(report)));
  run.records.service = `s${text}`;
  return decideRun(run);
}
