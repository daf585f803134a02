/** Text from reports is inert in every rendering: whoever can name a package can't speak through us. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { OUTPUTS } from "../../dagger/src/outputs/index.ts";
import { terminal } from "../../dagger/src/outputs/terminal.ts";
import { decideRun, fixture, greenRun, withReport } from "../support/run.ts";

const HOSTILE = [
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
function verdictWith(text: string) {
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
  const who = { reason: text, owner: text, until: "2026-12-31", untilFixed: false };
  const ids = [text, `CVE-2019-10744${text}`];
  run.policy = { ...run.policy, exceptions: ids.map((id) => ({ id, path: text, ...who })) };
  return decideRun(run);
}

const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

function expectInert(text: string): void {
  const verdict = verdictWith(text);
  const words = terminal(verdict, false);
  expect(words).not.toMatch(CONTROLS);
  for (const line of words.split("\n")) expect(line).not.toMatch(/^\s*::|##\[|##vso\[/);
  for (const { file, render } of OUTPUTS) {
    const out = render(verdict);
    if (file.endsWith(".html")) {
      expect(out).not.toMatch(/<script|<img|<svg|onerror=[^&]*>|<details/i);
      expect(out.match(/<title>/g)).toHaveLength(1);
    }
    if (file.endsWith(".xml")) expect(out).not.toMatch(/]]>|<testcase name='x'/);
    if (file.endsWith(".md")) {
      expect(out).not.toMatch(/<(?!\/?b>)[a-z/]/i);
      expect(out).not.toMatch(/(?<!\\)!\[|\]\(|https?:\/\//);
      expect(out.length).toBeLessThanOrEqual(65_536);
    }
    if (!file.match(/json$|sarif$/)) expect(out).not.toMatch(CONTROLS);
    else expect(() => JSON.parse(out)).not.toThrow();
  }
}

it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 50), text]))("%s", (_, text) => {
  expectInert(text);
});

it("whatever else", () => {
  const part = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE.slice(0, -1)));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => expectInert(parts.join(""))),
    { numRuns: 60 },
  );
});
