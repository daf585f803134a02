/** `greengate exceptions draft` and `export`, over recorded real reports. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { saidOf } from "../../dagger/src/outputs/exceptions/openvex.ts";
import { excepted, vulnerableRun } from "../support/exceptions.ts";
import { writeRun } from "../support/folder.ts";
import { greengate, temporary } from "./greengate.ts";

const NOW = ["--now", "2026-11-24T22:00:00Z"];
const DROP = [{ stage: "runtime", reason: "no recording of this image" }];

const folder = () => writeRun(temporary(), vulnerableRun());

function policyFile(text: string): string {
  const file = join(temporary(), "greengate.yaml");
  writeFileSync(file, `version: 1\n${stringify({ drop: DROP })}${text}`);
  return file;
}

describe("draft", () => {
  const LIMIT = "limits: { exceptionMaxDays: 30 }\n";
  const draft = (text: string, ...more: string[]) =>
    greengate([
      ...["exceptions", "draft", folder(), "--owner", "ana", "--policy", policyFile(text)],
      ...more,
      ...NOW,
    ]);
  const entries = (text: string) =>
    (parse(text) as { exceptions: Record<string, string>[] }).exceptions;
  const { exitCode, stdout, stderr } = draft(LIMIT);

  it("says of a run that is incomplete which stages may bring more", () => {
    const where = ["examples/incomplete", "--policy", "examples/greengate.yaml"];
    const at = ["--owner", "ana", "--now", "2026-11-24T23:30:00Z"];
    const { stderr } = greengate(["exceptions", "draft", ...where, ...at]);
    expect(stderr).toContain("nothing blocks: there is nothing to except");
    expect(stderr).toContain("incomplete, so more may come: zap-baseline");
  });

  it("writes an entry for each blocking finding, with a last day and the SLA's", () => {
    expect(exitCode).toBe(0);
    expect(stderr).toContain("13 entries to fill in");
    const of = (id: string) => entries(stdout).find((each) => each.id === id);
    expect(of("CVE-2024-5535")).toEqual({
      id: "CVE-2024-5535",
      purl: "pkg:deb/debian/libssl3@3.0.9-1",
      since: "2026-11-24",
      until: "2026-12-23",
      owner: "ana",
      reason: null,
    });
    expect(of("github-pat")?.path).toBe("/app/settings.py");
    expect(stdout).toContain("# critical, libssl3 3.0.9-1");
    // Critical: at once. High: within 24 hours.
    const past = "the last day is limits.exceptionMaxDays', past that\n";
    expect(stdout).toContain(`# due 2026-11-24 by the default SLA: ${past}`);
    expect(stdout).toContain(`# due 2026-11-25 by the default SLA: ${past}`);
    expect(draft(`${LIMIT}slaHours: { high: 20 }\n`).stdout).toContain("by the policy's SLA");
    expect(stdout.match(/# due /g)).toHaveLength(13);
  });

  it("with no limit leaves a day open that would be of no use, and takes the SLA's where it is", () => {
    const open = draft("").stdout;
    const fixed = entries(open).filter((each) => each.untilFixed === undefined);
    expect(fixed.map(({ until }) => until)).toEqual(Array(11).fill(null));
    expect(open).toContain("# due 2026-11-25 by the default SLA: how long past that is yours");
    const { stderr } = greengate(["policy", "check", policyFile(open)]);
    expect(stderr).toMatch(/until: /);
    const far = draft("sla: fedramp\n").stdout;
    expect(new Set(entries(far).map(({ until }) => until))).toEqual(new Set(["2026-12-24"]));
    expect(far).not.toContain("# due ");
    const both = draft("sla: fedramp\nlimits: { exceptionMaxDays: 10 }\n").stdout;
    expect(new Set(entries(both).map(({ until }) => until))).toEqual(new Set(["2026-12-03"]));
    expect(both).toContain(
      "# due 2026-12-24 by the policy's SLA: the last day is limits.exceptionMaxDays'\n",
    );
  });

  it("ends with the fix where there is none yet, by the limit's last day where there is one", () => {
    const unfixed = (text: string) => entries(text).filter(({ untilFixed }) => untilFixed);
    const open = draft("").stdout;
    expect(unfixed(open).map(({ id }) => id)).toEqual(["CVE-2023-45853", "TEMP-0841856-B18BAF"]);
    expect(unfixed(open).every((each) => !("until" in each))).toBe(true);
    expect(open).toContain(
      "by the default SLA: ends once there is a fix, which may be past that\n",
    );
    expect(unfixed(stdout).map(({ until }) => until)).toEqual(["2026-12-23", "2026-12-23"]);
  });

  it("says where it goes, and of a secret what to do first", () => {
    expect(stdout).toMatch(/^# Drafted by greengate\. Append to greengate\.yaml/);
    expect(stdout.match(/# revoke it first: a reason does not make it safe\n/g)).toHaveLength(4);
    expect(stdout).toMatch(/[^\n]\n$/);
  });

  it("judges the folder as evaluate does", () => {
    const vex = join(temporary(), "vex.json");
    const not = { justification: "vulnerable_code_not_in_execute_path" };
    const { id, purl } = entries(stdout).find((each) => each.id === "CVE-2018-18074") ?? {};
    const who = { reason: "never reached", owner: "ana", until: "2026-12-31", ...not };
    const policy = policyFile(stringify({ exceptions: [{ id, purl, ...who }] }));
    writeFileSync(
      vex,
      greengate([
        ...["exceptions", "export", folder(), "--format", "openvex", "--policy", policy],
        ...NOW,
      ]).stdout,
    );
    const drafted = draft("", "--vex", vex, "--skip", "zap-baseline");
    expect(drafted.exitCode).toBe(0);
    expect(entries(drafted.stdout)).toHaveLength(12);
    expect(draft("", "--only", "nothing").stderr).toContain("No such stage: nothing");
    expect(draft("policyFromProtected: true\n").exitCode).toBe(2);
  });

  it("is refused by the policy check until a person wrote every reason", () => {
    const empty = greengate(["policy", "check", policyFile(LIMIT + stdout)]);
    expect(empty.exitCode).toBe(2);
    expect(empty.stderr.match(/reason: /g)).toHaveLength(13);
    const filled = policyFile(LIMIT + stdout.replaceAll("reason:", "reason: never reached"));
    expect(greengate(["policy", "check", filled, ...[]]).exitCode).toBe(0);
    const { exitCode, stdout: words } = greengate([
      ...["evaluate", folder(), "--policy", filled],
      ...NOW,
    ]);
    expect(words).toMatch(/^WARN/);
    expect(exitCode).toBe(0);
  });
});

describe("export", () => {
  const schema = JSON.parse(readFileSync("test/fixtures/vex/openvex-0.2.0.schema.json", "utf8"));
  const ajv = addFormats.default(new Ajv2020({ allErrors: true, strictTypes: false }));
  // Every URI is an IRI, and what is written here is one.
  const validate = ajv.addFormat("iri", /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/).compile(schema);
  const WHO = { reason: "never reached", owner: "ana", until: "2026-12-31" };
  const not = { justification: "vulnerable_code_not_in_execute_path" };
  const exceptions = [
    { id: "CVE-2018-18074", purl: "pkg:pypi/requests@2.19.0", ...WHO, ...not },
    { id: "CVE-2019-10744", ...WHO },
    { id: "github-pat", ...WHO },
    { id: "CVE-2020-8203", ...WHO, until: "2026-11-01" },
  ];
  const policy = policyFile(stringify({ exceptions }));
  const exported = (from: string, ...more: string[]) =>
    greengate(["exceptions", "export", from, "--format", "openvex", ...more, ...NOW]);

  it("writes what is in force, by OpenVEX's published schema", () => {
    const { exitCode, stdout, stderr } = exported(folder(), "--policy", policy);
    expect(exitCode).toBe(0);
    const document = JSON.parse(stdout);
    validate(document);
    expect(validate.errors).toBeNull();
    expect(document.author).toBe("ana");
    expect(document.statements).toMatchObject([
      {
        vulnerability: { name: "CVE-2018-18074" },
        products: [
          { "@id": "pkg:oci/shop", subcomponents: [{ "@id": "pkg:pypi/requests@2.19.0" }] },
        ],
        status: "not_affected",
        ...not,
      },
      {
        vulnerability: { name: "CVE-2019-10744" },
        status: "affected",
        action_statement: "Accepted by ana until 2026-12-31: never reached",
      },
    ]);
    expect(stderr).toContain("github-pat is of no package");
    expect(exported(folder(), "--policy", policy).stdout).toBe(stdout);
  });

  it("what it says of not_affected is read again as VEX", () => {
    const vex = join(temporary(), "vex.json");
    writeFileSync(vex, exported(folder(), "--policy", policy).stdout);
    const out = temporary();
    const bare = ["--policy", policyFile(""), "--vex", vex, "--out", out];
    greengate(["evaluate", folder(), ...bare, ...NOW]);
    const { findings } = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
    const excepted = findings.filter((each: { action: string }) => each.action === "excepted");
    expect(excepted.map(({ id }: { id: string }) => id)).toEqual(["CVE-2018-18074"]);
  });

  it.each([
    ["path", "tools/package-lock.json"],
    ["package", "lodash"],
    ["stage", "bandit"],
    ["service", "shop"],
  ])("of a policy alone leaves out what is limited by %s: VEX can't say that", (limit, value) => {
    const narrow = { id: "CVE-2019-10744", purl: "pkg:npm/lodash", ...WHO, ...not, [limit]: value };
    const service = { name: "shop" };
    const { exitCode, stderr } = exported(policyFile(stringify({ service, exceptions: [narrow] })));
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`CVE-2019-10744 is limited by ${limit}`);
  });

  it("of a verdict says nothing of a finding for which the exception has ended", () => {
    const { verdict } = excepted({ id: "CVE-2018-18074", ...not });
    expect(saidOf(verdict).said).toHaveLength(1);
    // Another one excepts it, now that a fixed version exists.
    const ended = verdict.exceptions.map((each) => ({ ...each, untilFixed: true }));
    expect(saidOf({ ...verdict, exceptions: ended }).said).toEqual([]);
  });

  it("of a policy alone writes what names its package", () => {
    const { exitCode, stdout, stderr } = exported(policy);
    expect(exitCode).toBe(0);
    const document = JSON.parse(stdout);
    validate(document);
    expect(validate.errors).toBeNull();
    expect(document.statements).toMatchObject([
      { products: [{ "@id": "pkg:pypi/requests@2.19.0" }], status: "not_affected" },
    ]);
    expect(stderr).toContain("CVE-2019-10744 names no package URL");
  });

  it.each([
    [["exceptions"], "takes `draft` or `export`"],
    [["exceptions", "export", "."], "takes `draft` or `export`"],
    [["exceptions", "export", "/nowhere", "--format", "openvex"], "No such path"],
    [["exceptions", "export", policyFile(""), "--format", "openvex"], "No exception in force"],
    [["exceptions", "draft", "/nowhere"], "is not there"],
    [["exceptions", "draft"], "exceptions draft takes REPORTS_DIR …"],
    [
      ["exceptions", "export", policyFile(""), "--format", "openvex", "--skip", "test"],
      "nothing beside it but --now",
    ],
  ])("2: bad usage %j", (args, words) => {
    const { exitCode, stderr } = greengate(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });
});
