/** GitLab's reports keep to its schemas, to what it asks beyond them, and tell what is missing. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { codeQuality } from "../../dagger/src/outputs/gitlab/code-quality.ts";
import { containerScanning } from "../../dagger/src/outputs/gitlab/container-scanning.ts";
import { dast } from "../../dagger/src/outputs/gitlab/dast.ts";
import { dependencyScanning } from "../../dagger/src/outputs/gitlab/dependency-scanning.ts";
import { sast } from "../../dagger/src/outputs/gitlab/sast.ts";
import { secretDetection } from "../../dagger/src/outputs/gitlab/secret-detection.ts";
import type { Output } from "../../dagger/src/outputs/output.ts";
import { type GitLabType, gitlabRules } from "../support/gitlab-rules.ts";
import { HOSTILE } from "../support/hostile.ts";
import {
  everyKind,
  everyText,
  everyWord,
  incomplete,
  manyFindings,
  pass,
} from "../support/verdicts.ts";

const TYPES: [GitLabType, Output][] = [
  ["container_scanning", containerScanning],
  ["dependency_scanning", dependencyScanning],
  ["sast", sast],
  ["secret_detection", secretDetection],
  ["dast", dast],
];

interface Report {
  scan: { status: string; messages: { level: string; value: string }[] };
  vulnerabilities: {
    id: string;
    name: string;
    severity: string;
    description: string;
    identifiers: { type: string; name: string }[];
    location: Record<string, unknown>;
  }[];
}
const read = (text: string) => JSON.parse(text) as Report;

const ajv = new Ajv({ strict: false, allErrors: true });
const { GREENGATE_GITLAB_SCHEMAS: published = "" } = process.env;
const none = existsSync(published) ? "" : " (skipped: GREENGATE_GITLAB_SCHEMAS names no folder)";

describe.each(TYPES)("%s", (type, output) => {
  const verdicts = () => [
    pass(),
    everyKind(),
    incomplete(),
    ...HOSTILE.flatMap((text) => [everyText(text), everyWord(text)]),
  ];
  const keepTo = (schema: object) => {
    const validate = ajv.compile(schema);
    for (const verdict of verdicts()) {
      validate(JSON.parse(output.render(verdict)));
      expect(validate.errors ?? []).toEqual([]);
    }
  };

  it("keeps to the rules of GitLab's schema", () => keepTo(gitlabRules(type)));

  it.skipIf(none !== "")(`keeps to the published schema${none}`, () => {
    const file = `${type.replaceAll("_", "-")}-report-format.json`;
    keepTo(JSON.parse(readFileSync(join(published, file), "utf8")) as object);
  });

  it("has what was found, with ids of its own that stay the same", () => {
    const { vulnerabilities, scan } = read(output.render(everyKind()));
    const ids = vulnerabilities.map(({ id }) => id);
    expect(vulnerabilities.length).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-/);
    expect(read(output.render(everyKind())).vulnerabilities.map(({ id }) => id)).toEqual(ids);
    expect(scan.messages.length).toBeGreaterThan(0);
  });

  it("a clean and whole scan is a success", () => {
    const { scan } = read(output.render(pass()));
    expect(scan.status).toBe("success");
  });
});

it("what is missing is a failure that says why; GitLab does not take it for nothing found", () => {
  const { scan } = read(containerScanning.render(incomplete()));
  expect(scan.status).toBe("failure");
  expect(scan.messages).toContainEqual({
    level: "fatal",
    value: expect.stringContaining("trivy-image failed: exit code 1: disk full") as string,
  });
  // Secrets are looked for in the image too.
  expect(read(secretDetection.render(incomplete())).scan.status).toBe("failure");
});

it("a type that nobody looked for is a failure too", () => {
  const { scan } = read(dast.render(incomplete()));
  expect(scan.status).toBe("failure");
  expect(scan.messages[0]?.value).toContain("zap-baseline, dropped: left out by --skip");
});

it("a package of image and lockfile is told in both, the worst first", () => {
  const names = (output: Output) =>
    read(output.render(everyKind())).vulnerabilities.map((each) => each.identifiers[0]?.name);
  expect(names(containerScanning)).toContain("CVE-2018-18074");
  expect(names(dependencyScanning)).toContain("CVE-2018-18074");
  const severities = read(sast.render(everyKind())).vulnerabilities.map((each) => each.severity);
  expect(severities[0]).not.toBe("Info");
});

it("descriptions are no Markdown of a stranger's", () => {
  const [bad] = read(containerScanning.render(everyText("/close [x](y) @all <b>"))).vulnerabilities;
  expect(bad?.description).not.toMatch(/(^|\n)\/|(?<!\\)\]\(|@a|<b>/);
});

describe("limits", () => {
  it("100,000 vulnerabilities are all there, of one more the rest is said", () => {
    const verdict = manyFindings(100_001);
    const image = verdict.findings.filter(({ category }) => category === "vulnerability");
    const whole = { ...verdict, findings: image.slice(0, 100_000) };
    const { vulnerabilities, scan } = read(containerScanning.render(whole));
    expect(vulnerabilities).toHaveLength(100_000);
    expect(JSON.stringify(scan.messages)).not.toContain("left out");
    const past = read(containerScanning.render(verdict));
    expect(past.vulnerabilities).toHaveLength(100_000);
    expect(past.vulnerabilities[0]?.severity).toBe("Critical");
    const words = "1 finding is left out here; verdict.json has all.";
    expect(past.scan.messages).toContainEqual({ level: "warn", value: words });
  }, 180_000);

  it("a name of 255 characters is whole, a longer one cut; a description has at most 15,000", () => {
    const [at] = read(
      containerScanning.render(manyFindings(1, () => ({ Title: "t".repeat(255) }))),
    ).vulnerabilities;
    const [past] = read(
      containerScanning.render(manyFindings(1, () => ({ Title: "t".repeat(256) }))),
    ).vulnerabilities;
    expect(at?.name).toBe("t".repeat(255));
    expect(past?.name).toBe(`${"t".repeat(254)}…`);
    for (const text of HOSTILE) {
      for (const each of read(containerScanning.render(everyText(text))).vulnerabilities) {
        expect(each.description.length).toBeLessThanOrEqual(15_000);
      }
    }
  });

  it("a file stays under 100 MB, whatever the findings say", () => {
    const verdict = manyFindings(40_000, (index) => ({
      Title: `${index}${"&".repeat(2000)}`,
      PkgName: `${index}${"[".repeat(2000)}`,
    }));
    const text = containerScanning.render(verdict);
    expect(Buffer.byteLength(text)).toBeLessThan(100_000_000);
    expect(text).toContain("findings are left out here");
  }, 180_000);
});

describe("code quality", () => {
  interface Entry {
    description: string;
    check_name: string;
    fingerprint: string;
    severity: string;
    location: { path: string; lines: { begin: number } };
  }
  const entries = (text: string) => JSON.parse(text) as Entry[];

  it("has every field as GitLab asks for it, and each fingerprint once", () => {
    for (const verdict of [
      everyKind(),
      incomplete(),
      ...HOSTILE.flatMap((text) => [everyText(text), everyWord(text)]),
    ]) {
      keepsToFormat(entries(codeQuality.render(verdict)));
    }
  });

  function keepsToFormat(all: Entry[]): void {
    expect(all.length).toBeGreaterThan(0);
    for (const { description, check_name, severity, location } of all) {
      expect(description).not.toBe("");
      expect(check_name).not.toBe("");
      expect(["info", "minor", "major", "critical", "blocker"]).toContain(severity);
      expect(location.path).not.toMatch(/^\.?\/|^$|(^|\/)\.\.(\/|$)/);
      expect(location.lines.begin).toBeGreaterThanOrEqual(1);
    }
    const fingerprints = all.map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  }

  it("missing evidence is an entry: the format has no other place for it", () => {
    const [gap] = entries(codeQuality.render(incomplete()));
    expect(gap).toMatchObject({ severity: "blocker", check_name: "greengate" });
    expect(gap?.description).toContain("disk full");
  });

  it("an excepted finding does not stand beside what blocks", () => {
    const found = entries(codeQuality.render(everyKind()));
    expect(found.find((each) => each.check_name === "CVE-2023-45853")?.severity).toBe("info");
  });
});
