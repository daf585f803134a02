/** `--baseline`, `--kev` and `--epss` as a user gives them: words, files, exit codes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { verdictSchema } from "../../dagger/src/core/verdict.ts";
import { SCANNERS } from "../../dagger/src/scanners/index.ts";
import { epssText, fileOf, kevFile } from "../support/baseline.ts";
import { writeRun } from "../support/folder.ts";
import { builtAs, fixture, greenRun, ranFor, withReport } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";

const POLICY = ["--policy", "test/fixtures/policy.yaml"];
const NOW = ["--now", "2026-11-24T22:00:00Z", ...POLICY];

/** The recorded run over the vulnerable image. */
function vulnerable(service = "shop"): string {
  const run = withReport(greenRun(), "trivy-image", fixture("trivy/image-vuln-json.json"));
  withReport(run, "trivy-image", fixture("trivy/image-vuln-cyclonedx.cdx.json"), "bom.cdx.json");
  ranFor(run, service);
  builtAs(run, {
    config: "sha256:7f578941355f48c0c26147fffb09599eb5775f16ac4eb7027cb61bf160a063c2",
  });
  return writeRun(temporary(), run);
}

const readVerdict = (folder: string) =>
  verdictSchema.parse(JSON.parse(readFileSync(join(folder, "verdict.json"), "utf8")));

/** The verdict over these reports, written beside them. */
function judged(folder: string, ...args: string[]) {
  const ended = greengate(["evaluate", folder, "--out", folder, ...args]);
  return { ...ended, folder, verdict: readVerdict(folder) };
}

const policyFile = (text: string) => fileOf("greengate.yaml", `version: 1\n${text}\n`);

describe("--baseline", () => {
  const first = judged(vulnerable(), ...NOW);
  const file = join(first.folder, "verdict.json");

  it("1: overdue findings are named first, and block where the policy says so", () => {
    const again = ["--now", "2026-12-05T22:00:00Z", "--baseline", file];
    const { stdout } = judged(vulnerable(), ...again, ...POLICY);
    expect(stdout).toMatch(/Since 2026-11-24: 0 new, \d+ old, 0 fixed; \d+ overdue\n\nOverdue\n/);
    const strict = judged(
      vulnerable(),
      ...again,
      "--policy",
      policyFile("overdue: { medium: block }\nservice: { name: shop }"),
    );
    expect(strict.exitCode).toBe(1);
    expect(strict.verdict.findings.find(({ id }) => id === "CVE-2023-32681")).toMatchObject({
      action: "block",
      because: "overdue since 2026-12-01",
    });
  });

  it("0: what is fixed since is named", () => {
    const { exitCode, stdout, verdict } = judged(
      writeRun(temporary(), greenRun()),
      ...NOW,
      "--baseline",
      file,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Fixed\n");
    expect(stdout).toContain("CVE-2024-5535 in libssl3");
    expect(verdict.baseline?.fixed.length).toBeGreaterThan(10);
    expect(readFileSync(join(first.folder, "report.md"), "utf8")).not.toContain("### Fixed");
  });

  it("takes a reports folder, one of several services, and the joined verdict in it", () => {
    const policy = policyFile("services: [{ name: users, path: . }, { name: mail, path: . }]");
    const both = ["users", "mail"].map((name) => vulnerable(name));
    const out = temporary();
    const several = ["--policy", policy, "--now", "2026-11-24T22:00:00Z"];
    expect(greengate(["evaluate", ...both, ...several, "--out", out]).exitCode).toBe(1);
    for (const baseline of [out, join(out, "verdict.json")]) {
      const again = temporary();
      greengate(["evaluate", ...both, ...several, "--baseline", baseline, "--out", again]);
      expect(readVerdict(join(again, "mail")).baseline).toMatchObject({ new: 0, fixed: [] });
      expect(readVerdict(join(again, "users")).baseline).toMatchObject({ new: 0, fixed: [] });
    }
  });

  const bad = (content: unknown) => fileOf("verdict.json", JSON.stringify(content));
  it.each([
    ["nothing there", () => "/nowhere", "No such path: /nowhere"],
    ["an empty folder", temporary, "holds no verdict.json"],
    ["no JSON", () => fileOf("verdict.json", "{"), "is not whole JSON"],
    ["another schema", () => bad({ ...first.verdict, schema: 2 }), "at schema"],
    ["a time that is none", () => bad({ ...first.verdict, decidedAt: "soon" }), "at decidedAt"],
    ["run records", () => join(first.folder, "run.json"), "is not such a report"],
    ["another service", () => bad({ ...first.verdict, service: "mail" }), "is of mail"],
  ])("2: %s", (_, path, words) => {
    const { exitCode, stdout, stderr } = greengate([
      "evaluate",
      first.folder,
      ...NOW,
      "--baseline",
      path(),
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(words);
  });

  it("2: two of one service; a folder whose bill of materials was changed", () => {
    const twice = ["--baseline", file, "--baseline", first.folder];
    expect(greengate(["evaluate", first.folder, ...NOW, ...twice]).stderr).toContain(
      "Two baselines are of shop",
    );
    const changed = judged(vulnerable(), ...NOW).folder;
    writeFileSync(join(changed, "raw/trivy-image/bom.cdx.json"), "{}");
    const { exitCode, stderr } = greengate([
      "evaluate",
      first.folder,
      ...NOW,
      "--baseline",
      changed,
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("is not what the run wrote");
  });

  it("2: the gate says so before it runs anything", () => {
    const args = ["--source", "test/fixtures/service", "--out", temporary(), "--baseline", file];
    const { exitCode, stderr } = greengate(["gate", ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("The baseline is of shop, which is not judged here.");
  });

  it("3: one that the policy requires and nobody gives", () => {
    const policy = policyFile("require: [baseline]\nservice: { name: shop }");
    const { exitCode, stdout } = greengate([
      "evaluate",
      writeRun(temporary(), greenRun()),
      "--now",
      "2026-11-24T22:00:00Z",
      "--policy",
      policy,
    ]);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("baseline did not run. Give an earlier verdict.json");
  });

  it("a title in it that speaks to the terminal or to Markdown stays inert", () => {
    const [finding] = first.verdict.findings;
    const evil = "\u001b[2J<script>alert(1)</script> | ![x](https://evil.example)";
    const path = bad({
      ...first.verdict,
      findings: [{ ...finding, fingerprint: "1".repeat(32), id: evil, title: evil }],
    });
    const { stdout, folder } = judged(vulnerable(), ...NOW, "--baseline", path);
    expect(stdout).not.toContain("\u001b[2J");
    const markdown = readFileSync(join(folder, "report.md"), "utf8");
    expect(markdown).not.toContain("<script>");
    expect(markdown).not.toContain("![x]");
  });
});

describe("--kev", () => {
  const due = { added: "2026-11-10", due: "2026-12-01" };

  it("1: a medium finding that is known to be exploited blocks, with CISA's due date", () => {
    const { exitCode, verdict, stdout } = judged(
      vulnerable(),
      ...NOW,
      "--kev",
      kevFile({ "CVE-2023-32681": due }),
    );
    expect(exitCode).toBe(1);
    expect(verdict.findings.find(({ id }) => id === "CVE-2023-32681")).toMatchObject({
      severity: "medium",
      action: "block",
      because: "known to be exploited, since 2026-11-10",
      exploited: due,
      due: { at: "2026-12-01T23:59:59.999Z", by: "kev", overdue: false },
    });
    expect(stdout).toMatch(/kev +complete +cisa-kev 2026\.11\.24/);
  });

  it("1: past that date it is overdue, without any baseline", () => {
    const past = kevFile({ "CVE-2023-32681": { added: "2026-10-01", due: "2026-10-22" } });
    const { stdout } = judged(vulnerable(), ...NOW, "--kev", past);
    expect(stdout).toContain("\n1 overdue\n\nOverdue\n  block medium CVE-2023-32681");
  });

  it("3: one that is too old, as its date in the verdict shows", () => {
    const folder = writeRun(temporary(), greenRun());
    const old = kevFile({}, "2026-11-01T00:00:00Z");
    const { exitCode, verdict, stdout } = judged(folder, ...NOW, "--kev", old);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("CISA's catalogue is 23 days old.");
    expect(verdict.stages.find(({ stage }) => stage === "kev")?.facts[0]?.value).toContain(
      "released 2026-11-01",
    );
  });

  it.each([
    ["cut off", (text: string) => text.slice(0, -20), "is not whole JSON"],
    [
      "of fewer entries than it says",
      (text: string) => text.replace('"count":1', '"count":2'),
      "count",
    ],
    ["with a name that is none", (text: string) => text.replace("44487", "44487 "), "a CVE, such"],
  ])("2: a catalogue %s", (_, change, words) => {
    const path = fileOf("kev.json", change(readFileSync(kevFile({}), "utf8")));
    const { exitCode, stderr } = greengate(["evaluate", vulnerable(), ...NOW, "--kev", path]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });
});

describe("--epss", () => {
  const scores = { "CVE-2023-5363": 0.02, "CVE-2024-6119": 0.4, "CVE-2018-18074": 0.9 };

  it.each([
    ["plain", (text: string) => Buffer.from(text)],
    ["gzipped", (text: string) => gzipSync(text)],
  ])("1: orders findings within a severity, %s", (_, packed) => {
    const path = fileOf("epss_scores-current.csv.gz", packed(epssText(scores)));
    const { exitCode, verdict } = judged(vulnerable(), ...NOW, "--epss", path);
    expect(exitCode).toBe(1);
    const high = verdict.findings.filter(({ severity }) => severity === "high");
    expect(high.slice(0, 3).map(({ id, epss }) => [id, epss])).toEqual([
      ["CVE-2018-18074", 0.9],
      ["CVE-2024-6119", 0.4],
      ["CVE-2023-5363", 0.02],
    ]);
  });

  it("3: scores that are too old", () => {
    const folder = writeRun(temporary(), greenRun());
    const path = fileOf("epss.csv", epssText(scores, "2026-11-01T00:00:00+0000"));
    expect(judged(folder, ...NOW, "--epss", path).exitCode).toBe(3);
  });

  it.each([
    ["another file", () => Buffer.from("cve,epss\n"), "does not start as"],
    ["a broken archive", () => gzipSync(epssText(scores)).subarray(0, 40), "can't be read"],
    [
      "a file with no score",
      () => Buffer.from(epssText({}).replace(/CVE-.*\n/, "")),
      "no score of",
    ],
    ["lines that are none", () => Buffer.from(epssText({}).replace(/CVE/g, "cve")), "no score of"],
    ["a file that is cut off", () => Buffer.from(epssText(scores).slice(0, -5)), "is cut off"],
  ])("2: %s", (_, content, words) => {
    const args = ["evaluate", vulnerable(), ...NOW, "--epss", fileOf("epss.csv", content())];
    const { exitCode, stderr } = greengate(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });
});

it("1: the recorded examples, one against the other, as the documentation has it", () => {
  const examples = ["--policy", "examples/greengate.yaml", "--now", "2026-11-24T23:30:00Z"];
  const [pass, block] = [temporary(), temporary()];
  expect(greengate(["evaluate", "examples/pass", ...examples, "--out", pass]).exitCode).toBe(0);
  const args = ["evaluate", "examples/block", ...examples, "--baseline", pass, "--out", block];
  const { exitCode, stdout } = greengate(args);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("Since 2026-11-24: 4 new, 4 old, 0 fixed");
  expect(stdout).toContain("New\n- CVE-2024-5535 in libssl3, CVE-2023-5363 in libssl3");
  expect(stdout).toContain("Why findings are new is not known");
});

it("3: what is given looks at nothing: with every stage left out it is not green", () => {
  const skip = ["--skip", SCANNERS.map(({ stage }) => stage).join(",")];
  const folder = writeRun(temporary(), greenRun());
  const { exitCode, stdout } = greengate([
    "evaluate",
    folder,
    ...NOW,
    ...skip,
    "--kev",
    kevFile({}),
  ]);
  expect(exitCode).toBe(3);
  expect(stdout).toContain("No stage looked at anything");
});

it("the same files give the same bytes, and bare reports take them too", () => {
  const first = judged(vulnerable(), ...NOW);
  const files = ["--baseline", first.folder, "--kev", kevFile({})];
  const [one, two] = [
    judged(vulnerable(), ...NOW, ...files),
    judged(vulnerable(), ...NOW, ...files),
  ];
  for (const file of ["verdict.json", "report.md", "report.html", "report.sarif", "junit.xml"]) {
    expect(readFileSync(join(two.folder, file))).toEqual(readFileSync(join(one.folder, file)));
  }
  const bare = ["--report", "trivy-image=test/fixtures/trivy/image-vuln-json.json"];
  const only = ["--only", "trivy-image", "--without-records"];
  const shop = policyFile("service: { name: shop }");
  const args = ["evaluate", ...bare, ...only, "--policy", shop, "--now", "2026-11-24T22:00:00Z"];
  const { exitCode, stdout } = greengate([...args, ...files]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("Since 2026-11-24: 0 new");
});
