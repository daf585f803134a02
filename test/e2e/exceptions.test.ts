/** Each kind of exception over recorded real reports, as users give it: words, verdict, exit code. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import type { JudgedException, Verdict } from "../../dagger/src/core/verdict.ts";
import { keepExceptionFiles } from "../../dagger/src/folder/exceptions.ts";
import { vulnerableRun } from "../support/exceptions.ts";
import { writeRun } from "../support/folder.ts";
import { fixture, type Run } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";
import { databaseOf, trivyIsMissing } from "./real-trivy.ts";

/** What blocks in the recorded image. */
const BLOCKERS = [
  ["CVE-2023-45853", "pkg:deb/debian/zlib1g"],
  ["CVE-2024-5535", "pkg:deb/debian/libssl3"],
  ["CVE-2023-5363", "pkg:deb/debian/libssl3"],
  ["CVE-2024-6119", "pkg:deb/debian/libssl3"],
  ["TEMP-0841856-B18BAF", "pkg:deb/debian/bash"],
  ["CVE-2019-10744", "pkg:npm/lodash"],
  ["CVE-2020-8203", "pkg:npm/lodash"],
  ["CVE-2021-23337", "pkg:npm/lodash"],
  ["CVE-2018-18074", "pkg:pypi/requests"],
] as const;
const LAST = BLOCKERS[8];
/** In the recorded image too. */
const SECRETS = ["aws-access-key-id", "aws-secret-access-key", "github-pat"];

const WHO = { reason: "never reached", owner: "ana", until: "2026-12-31" };
const DROP = [{ stage: "runtime", reason: "no recording of this image" }];

/** All but the last blocker are excepted by the policy: what the test gives decides. */
function policyFile(more: Record<string, unknown> = {}): string {
  const exceptions: object[] = BLOCKERS.slice(0, -1).map(([id, purl]) => ({ id, purl, ...WHO }));
  exceptions.unshift(...SECRETS.map((id) => ({ id, ...WHO })));
  const file = join(temporary(), "greengate.yaml");
  const given = more.exceptions as object[] | undefined;
  const policy = { version: 1, drop: DROP, ...more, exceptions: [...exceptions, ...(given ?? [])] };
  writeFileSync(file, stringify(policy));
  return file;
}

type Files = Record<string, string>;

function written(files: Files): string {
  const folder = temporary();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The reports folder that a run over a source with these files leaves. */
function folderWith(files: Files = {}, vex: string[] = [], run: Run = vulnerableRun()): string {
  const folder = temporary();
  const kept = keepExceptionFiles(folder, written(files), policySchema.parse({ version: 1, vex }));
  if (!kept.ok) throw new Error(kept.error.message);
  return writeRun(folder, { ...run, records: { ...run.records, ...kept.value } });
}

const NOW = ["--now", "2026-11-24T22:00:00Z"];

function evaluate(folder: string, policy: string, ...more: string[]) {
  const out = temporary();
  const args = ["evaluate", folder, "--policy", policy, ...NOW, "--out", out, ...more];
  const ended = greengate(args);
  const file = (name: string) => readFileSync(join(out, name), "utf8");
  const verdict = (): Verdict => JSON.parse(file("verdict.json"));
  const last = (): JudgedException | undefined => verdict().exceptions.at(-1);
  return { ...ended, file, verdict, last };
}

const openVex = (...statements: object[]) =>
  JSON.stringify({
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://openvex.dev/docs/example/vex-1",
    author: "Shop Security",
    timestamp: "2026-11-20T10:00:00Z",
    version: 1,
    statements,
  });
const NOT_AFFECTED = {
  vulnerability: { name: LAST[0] },
  products: [{ "@id": "pkg:pypi/requests@2.19.0" }],
  status: "not_affected",
  justification: "vulnerable_code_not_in_execute_path",
};

const cycloneDx = (analysis: object, affects: object[], more: object = {}) =>
  JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    metadata: { timestamp: "2026-11-20T10:00:00Z", authors: [{ name: "Shop Security" }] },
    vulnerabilities: [{ id: LAST[0], analysis, affects }],
    ...more,
  });

it("without the last exception it blocks, by that finding alone", () => {
  const { exitCode, verdict } = evaluate(folderWith(), policyFile());
  expect(exitCode).toBe(1);
  const blocking = verdict().findings.filter(({ action }) => action === "block");
  expect(blocking.map(({ id }) => id)).toEqual([LAST[0]]);
});

describe("in the policy", () => {
  it.each([
    ["id", {}],
    ["package", { package: "requests" }],
    ["purl", { purl: "pkg:pypi/requests@2.19.0" }],
    ["purl and range", { purl: "pkg:pypi/requests", versions: "vers:pypi/>=2.0|<2.20" }],
    ["stage", { stage: "trivy-image" }],
    ["service", { service: "service" }],
    ["path", { path: "usr/local/lib/python3.11/site-packages/requests-2.19.0.dist-info/METADATA" }],
  ])("%s: exit code 0, and every report says it", (_name, scope) => {
    const policy = policyFile({ exceptions: [{ id: LAST[0], ...WHO, ...scope }] });
    const { exitCode, stdout, file, last } = evaluate(folderWith(), policy);
    expect(exitCode).toBe(0);
    expect(last()).toMatchObject({ id: LAST[0], state: "in-force", owner: "ana" });
    for (const text of [stdout, file("report.html"), file("report.md")]) {
      expect(text).toContain("never reached");
      expect(text.replace(/\s+/g, " ").replaceAll("\\", "")).toContain("could be fixed by now");
    }
  });

  it.each([
    ["that ran out", { until: "2026-11-23" }, "Ran out"],
    ["that has not begun", { since: "2026-12-01" }, "Not begun yet"],
    ["until a fix exists, which does", { until: undefined, untilFixed: true }, "Ran out"],
    ["of another version", { purl: "pkg:pypi/requests@2.20.0" }, "Never used"],
  ])("%s: exit code 1, and says so", (_name, scope, words) => {
    const policy = policyFile({ exceptions: [{ id: LAST[0], ...WHO, ...scope }] });
    const { exitCode, stdout, file } = evaluate(folderWith(), policy);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${words}: ${LAST[0]}`);
    expect(file("report.md").replaceAll("\\", "")).toContain(`${words}: ${LAST[0]}`);
  });

  it("longer than the policy lets it: exit code 2, with line and field", () => {
    const exceptions = [{ id: LAST[0], ...WHO, since: "2026-11-01" }];
    const policy = policyFile({ limits: { exceptionMaxDays: 30 }, exceptions });
    const { exitCode, stderr } = greengate(["policy", "check", policy]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      "exceptions.11.until: The exception of CVE-2018-18074 runs for 61 days",
    );
  });
});

describe(".trivyignore", () => {
  const ignore = (text: string) => folderWith({ ".trivyignore": text });

  it("counts, and stays visible with file, line, reason and last day", () => {
    const folder = ignore(`# our proxy drops the header\n${LAST[0]} exp:2027-01-01\n`);
    const { exitCode, stdout, last, verdict } = evaluate(folder, policyFile());
    expect(exitCode).toBe(0);
    expect(last()).toMatchObject({
      from: { kind: "trivyignore", file: ".trivyignore", line: 2 },
      reason: "our proxy drops the header",
      until: "2026-12-31",
      state: "in-force",
    });
    expect(stdout.replace(/\s+/g, " ")).toContain("until 2026-12-31, .trivyignore:2: our proxy");
    const finding = verdict().findings.find(({ id }) => id === LAST[0]);
    expect(finding).toMatchObject({ action: "excepted", because: expect.stringContaining(":2") });
  });

  it("counts as well where something is given beside the folder", () => {
    const folder = ignore(`# our proxy drops the header\n${LAST[0]} exp:2027-01-01\n`);
    const tool = { driver: { name: "owners", version: "1" } };
    const sarif = join(temporary(), "owners.sarif");
    const runs = [{ tool, invocations: [{ executionSuccessful: true }], results: [] }];
    writeFileSync(sarif, JSON.stringify({ version: "2.1.0", runs }));
    const { exitCode, last } = evaluate(folder, policyFile(), "--sarif", `owners=${sarif}`);
    expect([exitCode, last()?.state]).toEqual([0, "in-force"]);
  });

  it.each([
    ["the day it names is over, as in Trivy", `${LAST[0]} exp:2026-11-24\n`, "expired"],
    ["no last day: listed, and counts for nothing", `${LAST[0]}\n`, "refused"],
  ])("%s", (_name, text, state) => {
    const { exitCode, last } = evaluate(ignore(text), policyFile());
    expect(exitCode).toBe(1);
    expect(last()).toMatchObject({ id: LAST[0], state });
  });

  it("runs longer than the policy lets it from today", () => {
    const limits = { limits: { exceptionMaxDays: 10 } };
    const file = join(temporary(), "greengate.yaml");
    writeFileSync(file, stringify({ version: 1, drop: DROP, ...limits }));
    const { exitCode, last } = evaluate(ignore(`${LAST[0]} exp:2027-01-01\n`), file);
    expect(exitCode).toBe(1);
    expect(last()).toMatchObject({ state: "refused", notes: [expect.stringContaining("10 days")] });
  });

  it.each([
    ["a misspelt field", `\n${LAST[0]} expires:2027-01-01`, ":2:1: CVE-2018-18074: expires:2027"],
    ["a day that is none", `${LAST[0]} exp:2027-02-30`, "exp:2027-02-30 is no day"],
    ["a wildcard", "CVE-2018-* exp:2027-01-01", "A wildcard is in CVE-2018-*"],
  ])("%s: exit code 2, nothing is run", (_name, text, words) => {
    const source = written({ ".trivyignore": text, Dockerfile: "FROM scratch\n" });
    const { exitCode, stderr } = greengate(["gate", "--source", source, "--out", temporary()]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(".trivyignore:");
    expect(stderr).toContain(words);
  });
});

describe(".trivyignore.yaml", () => {
  const yaml = (entry: object, section = "vulnerabilities") => ({
    ".trivyignore.yaml": stringify({ [section]: [{ id: LAST[0], ...entry }] }),
  });
  const GOOD = { expired_at: "2027-01-01", statement: "never reached" };

  it.each([
    ["id", GOOD, 0],
    ["purl", { ...GOOD, purls: ["pkg:pypi/requests@2.19.0"] }, 0],
    ["another purl", { ...GOOD, purls: ["pkg:pypi/requests@2.18.0"] }, 1],
    ["another path", { ...GOOD, paths: ["app/package.json"] }, 1],
    ["no last day", { statement: "never reached" }, 1],
    ["a time that is over", { ...GOOD, expired_at: "2026-11-24T21:59:00Z" }, 1],
  ])("%s: exit code %#", (_name, entry, code) => {
    const { exitCode, last } = evaluate(folderWith(yaml(entry)), policyFile());
    expect(exitCode).toBe(code);
    expect(last()).toMatchObject({ id: LAST[0], from: { line: 2, file: ".trivyignore.yaml" } });
  });

  it("a section of something else does not cover it", () => {
    expect(evaluate(folderWith(yaml(GOOD, "secrets")), policyFile()).exitCode).toBe(1);
  });

  it.each([
    ["a misspelt field", { ...GOOD, expires_at: "2027-01-01" }, "No such key: expires_at"],
    ["a day that is none", { ...GOOD, expired_at: "soon" }, "a day of the calendar"],
    ["a wildcard", { ...GOOD, paths: ["**/METADATA"] }, "no wildcard"],
    ["a wildcard purl", { ...GOOD, purls: ["pkg:pypi/*"] }, "a package URL, with no wildcard"],
  ])("%s: exit code 2", (_name, entry, words) => {
    const source = written({ ...yaml(entry), Dockerfile: "FROM scratch\n" });
    const { exitCode, stderr } = greengate(["gate", "--source", source, "--out", temporary()]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/\.trivyignore\.yaml:\d+:\d+: vulnerabilities\.0/);
    expect(stderr).toContain(words);
  });
});

it("a link in an ignore file's place: exit code 2", () => {
  const source = written({ Dockerfile: "FROM scratch\n", other: `${LAST[0]} exp:2027-01-01\n` });
  symlinkSync("other", join(source, ".trivyignore"));
  const { exitCode, stderr } = greengate(["gate", "--source", source, "--out", temporary()]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(".trivyignore is no plain file, or a link leads to it");
});

describe("the folder's copy", () => {
  const folder = () => folderWith({ ".trivyignore": `${LAST[0]} exp:2027-01-01\n` });
  it.each([
    ["changed", (at: string) => writeFileSync(at, "x"), "is not what the run wrote"],
    ["absent", (at: string) => rmSync(at), "is recorded but not there"],
    ["beside a stray", (at: string) => writeFileSync(`${at}.yaml`, ""), "is not in the run record"],
  ])("%s: exit code 2", (_name, spoil, words) => {
    const made = folder();
    spoil(join(made, "exceptions", ".trivyignore"));
    const { exitCode, stderr } = evaluate(made, policyFile());
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });
});

function vexFile(text: string): string[] {
  const file = join(temporary(), "vex.json");
  writeFileSync(file, text);
  return ["--vex", file];
}

describe("OpenVEX", () => {
  const image = { "@id": `pkg:oci/shop@sha256%3A${"b".repeat(64)}` };
  const part = { subcomponents: [{ "@id": "pkg:pypi/requests@2.19.0" }] };
  const run = () => {
    const made = vulnerableRun();
    if (made.records.image) made.records.image.manifest = `sha256:${"b".repeat(64)}`;
    return made;
  };

  it.each([
    ["not_affected", {}],
    ["fixed, with an impact statement", { status: "fixed", impact_statement: "patched by us" }],
    ["of any version", { products: [{ identifiers: { purl: "pkg:pypi/requests" } }] }],
    ["of the image by digest", { products: [{ ...image, ...part }] }],
    ["of the service by name", { products: [{ "@id": "pkg:oci/shop", ...part }] }],
    ["by an alias of its own", { vulnerability: { name: "GHSA-x84v", aliases: [LAST[0]] } }],
  ])("%s: exit code 0", (_name, more) => {
    const vex = vexFile(openVex({ ...NOT_AFFECTED, ...more }));
    const { exitCode, last, stdout } = evaluate(folderWith({}, [], run()), policyFile(), ...vex);
    expect(exitCode).toBe(0);
    expect(last()).toMatchObject({ owner: "Shop Security", state: "in-force" });
    expect(stdout).toContain("Shop Security");
  });

  const NO_WHY = { justification: undefined };
  it.each([
    ["under_investigation", { status: "under_investigation" }, undefined],
    ["no justification", NO_WHY, "neither a justification nor an impact statement"],
    ["a future time", { timestamp: "2026-11-25T00:00:00Z" }, undefined],
    ["another version", { products: [{ "@id": "pkg:pypi/requests@2.20.0" }] }, undefined],
    ["no product", { products: [] }, undefined],
    [
      "fixed in any version",
      { status: "fixed", products: [{ "@id": "pkg:pypi/requests" }] },
      undefined,
    ],
    [
      "another image",
      { products: [{ "@id": `pkg:oci/shop@sha256%3A${"c".repeat(64)}`, ...part }] },
      "of another product",
    ],
    [
      "an image whose digest was left empty",
      { products: [{ "@id": "pkg:oci/shop@", ...part }] },
      "announced and empty",
    ],
    ["the image as a whole", { products: [image] }, "no package of the image"],
    [
      "a hash beside",
      { products: [{ "@id": "pkg:pypi/requests@2.19.0", hashes: { md5: "0" } }] },
      "hash",
    ],
    [
      "another product",
      { products: [{ "@id": "pkg:npm/shop@1.0.0", ...part }] },
      "of another product",
    ],
  ])("%s: exit code 1", (_name, more, words) => {
    const vex = vexFile(openVex({ ...NOT_AFFECTED, ...more }));
    const { exitCode, last } = evaluate(folderWith({}, [], run()), policyFile(), ...vex);
    expect(exitCode).toBe(1);
    if (words !== undefined) expect(last()?.notes.join()).toContain(words);
  });

  const AFFECTED = {
    ...NOT_AFFECTED,
    justification: undefined,
    status: "affected",
    action_statement: "upgrade",
  };
  it.each([
    ["an earlier word against it", "2026-11-19T00:00:00Z", 0],
    ["a later one", "2026-11-21T00:00:00Z", 1],
    ["one of the same time", "2026-11-20T10:00:00Z", 1],
    ["one still to come, by a clock that may be wrong", "2026-11-25T00:00:00Z", 1],
  ])("%s: exit code by the later", (_name, timestamp, code) => {
    const vex = vexFile(openVex(NOT_AFFECTED, { ...AFFECTED, timestamp }));
    expect(evaluate(folderWith(), policyFile(), ...vex).exitCode).toBe(code);
  });

  it("a later word counts, however it spells the name", () => {
    const vulnerability = { name: LAST[0].toLowerCase() };
    const later = { ...AFFECTED, vulnerability, timestamp: "2026-11-21T00:00:00Z" };
    const vex = vexFile(openVex(NOT_AFFECTED, later));
    expect(evaluate(folderWith(), policyFile(), ...vex).exitCode).toBe(1);
  });

  it("a later word in another file counts too", () => {
    const later = openVex({ ...AFFECTED, timestamp: "2026-11-21T00:00:00Z" });
    const vex = [...vexFile(openVex(NOT_AFFECTED)), ...vexFile(later)];
    const { exitCode, last } = evaluate(folderWith(), policyFile(), ...vex);
    expect(exitCode).toBe(1);
    expect(last()?.notes.join()).toContain("a later statement says affected");
  });

  it.each([
    [
      "a misspelt field",
      openVex({ ...NOT_AFFECTED, justificaton: "x" }),
      "No such key: justificaton",
    ],
    [
      "a status that there is not",
      openVex({ ...NOT_AFFECTED, status: "safe" }),
      "statements.0.status",
    ],
    ["a time that is none", openVex({ ...NOT_AFFECTED, timestamp: "2026-11-20" }), "RFC 3339"],
    ["no VEX", "{}", "neither OpenVEX nor CycloneDX"],
    ["no JSON", "{", "not whole JSON"],
  ])("%s: exit code 2", (_name, text, words) => {
    const { exitCode, stderr } = evaluate(folderWith(), policyFile(), ...vexFile(text));
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });

  it("a file that the policy names, in the source; without it no statement counts", () => {
    const policy = policyFile({ vex: ["vex/shop.json"] });
    const files = { "vex/shop.json": openVex(NOT_AFFECTED) };
    const named = evaluate(folderWith(files, ["vex/shop.json"]), policy);
    expect(named.exitCode).toBe(0);
    expect(named.last()).toMatchObject({ from: { kind: "vex", file: "vex/shop.json" } });
    const other = evaluate(folderWith(), policy, ...vexFile(openVex(NOT_AFFECTED)));
    expect(other.exitCode).toBe(1);
    expect(other.last()?.notes.join()).toContain("vex/shop.json, which the policy names, is not");
  });
});

describe("CycloneDX", () => {
  const DONE = { state: "not_affected", justification: "code_not_reachable" };
  const REF = [{ ref: "pkg:pypi/requests@2.19.0" }];

  it.each([
    ["not_affected", cycloneDx(DONE, REF)],
    ["false_positive", cycloneDx({ state: "false_positive", detail: "other code" }, REF)],
    ["resolved", cycloneDx({ state: "resolved", detail: "patched by us" }, REF)],
    [
      "a component by reference",
      cycloneDx(DONE, [{ ref: "r" }], {
        components: [{ type: "library", name: "x", "bom-ref": "r", purl: "pkg:pypi/requests" }],
      }),
    ],
    [
      "listed versions",
      cycloneDx(DONE, [
        {
          ref: "pkg:pypi/requests",
          versions: [{ range: "vers:pypi/>=2.0|<2.20", status: "unaffected" }],
        },
      ]),
    ],
  ])("%s: exit code 0", (_name, text) => {
    const { exitCode, last } = evaluate(folderWith(), policyFile(), ...vexFile(text));
    expect(exitCode).toBe(0);
    expect(last()).toMatchObject({ owner: "Shop Security", state: "in-force" });
  });

  it.each([
    ["exploitable", cycloneDx({ state: "exploitable", detail: "x" }, REF)],
    ["in_triage", cycloneDx({ state: "in_triage", detail: "x" }, REF)],
    ["no justification", cycloneDx({ state: "not_affected" }, REF)],
    ["later", cycloneDx({ ...DONE, lastUpdated: "2026-11-25T00:00:00Z" }, REF)],
    ["no date", cycloneDx(DONE, REF, { metadata: {} })],
    ["no such component", cycloneDx(DONE, [{ ref: "r" }])],
    [
      "another bill of materials",
      cycloneDx(DONE, [{ ref: "urn:cdx:f08a/1#pkg:pypi/requests@2.19.0" }]),
    ],
    [
      "versions that are affected",
      cycloneDx(DONE, [{ ref: "pkg:pypi/requests", versions: [{ version: "2.19.0" }] }]),
    ],
  ])("%s: exit code 1", (_name, text) => {
    expect(evaluate(folderWith(), policyFile(), ...vexFile(text)).exitCode).toBe(1);
  });

  const ofProduct = (component: object, ref = REF) =>
    cycloneDx(DONE, ref, { metadata: { timestamp: "2026-11-20T10:00:00Z", component } });

  it.each([
    ["our image by its name alone", { name: "shop" }, 0],
    ["the package itself", { name: "requests", purl: "pkg:pypi/requests@2.19.0" }, 0],
    ["an image by another name", { name: "other" }, 1],
    ["a product without a name", {}, 1],
    ["a package of ours in another product", { name: "x", purl: "pkg:npm/other@1.0.0" }, 1],
    ["an image in another spelling", { name: "x", purl: "pkg:OCI/other@sha256%3A00" }, 1],
    ["a package URL that can't be read", { name: "shop", purl: "pkg:oci/*@sha256:00" }, 1],
  ])("of %s: exit code by the product", (_name, component, code) => {
    const vex = vexFile(ofProduct({ type: "container", ...component }));
    const { exitCode, last } = evaluate(folderWith(), policyFile(), ...vex);
    expect(exitCode).toBe(code);
    expect(last()?.state).toBe(code === 0 ? "in-force" : "unused");
  });

  it("a BOM-Link of this run's own bill of materials: exit code 0", () => {
    const bom = JSON.parse(fixture("trivy/image-vuln-cyclonedx.cdx.json").toString()) as {
      serialNumber: string;
      components: { "bom-ref": string; purl?: string }[];
    };
    const ref = bom.components.find(({ purl }) => purl?.includes("requests"))?.["bom-ref"];
    const link = `urn:cdx:${bom.serialNumber.replace("urn:uuid:", "")}/1#${ref}`;
    const vex = vexFile(cycloneDx(DONE, [{ ref: link }]));
    expect(ref).toBeDefined();
    expect(evaluate(folderWith(), policyFile(), ...vex).exitCode).toBe(0);
  });
});

const why = trivyIsMissing();
describe.skipIf(why !== undefined)(
  `gate with real Trivy${why ? ` (not here: ${why})` : ""}`,
  () => {
    it("keeps the source's ignore file in the folder, so that evaluate says the same", () => {
      const next = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
      const source = written({
        ".trivyignore": `# the proxy drops the header\n${LAST[0]} exp:${next}\nCVE-2019-10744\n`,
        Dockerfile: readFileSync("test/fixtures/service/Dockerfile", "utf8"),
      });
      const [out, again] = [temporary(), temporary()];
      const only = ["--only", "trivy-config,trivy-image", "--policy", "test/fixtures/policy.yaml"];
      const scan = [
        "--image",
        "test/fixtures/images/vuln.tar",
        "--database",
        databaseOf(new Date()),
      ];
      const args = ["gate", "--source", source, "--install-tools", "--out", out, ...only, ...scan];
      expect(greengate(args).exitCode).toBe(1);
      expect(greengate(["evaluate", out, ...only, "--out", again]).exitCode).toBe(1);
      for (const folder of [out, again]) {
        const { exceptions, findings }: Verdict = JSON.parse(
          readFileSync(join(folder, "verdict.json"), "utf8"),
        );
        expect(exceptions.map(({ id, state, from }) => [id, state, from.line])).toEqual([
          [LAST[0], "in-force", 2],
          ["CVE-2019-10744", "refused", 3],
        ]);
        const action = (id: string) => findings.find((finding) => finding.id === id)?.action;
        expect([action(LAST[0]), action("CVE-2019-10744")]).toEqual(["excepted", "block"]);
      }
    });
  },
);
