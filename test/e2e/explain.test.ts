/** `greengate explain` as a process, over recorded real reports. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { writeRun } from "../support/folder.ts";
import { decideRun, fixture, greenRun, ranFor, withReport } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";

const NOW = ["--now", "2026-11-24T22:00:00Z"];
const run = () =>
  withReport(
    withReport(greenRun(), "trivy-image", fixture("trivy/image-vuln-json.json")),
    "trivy-fs",
    fixture("trivy-fs/vulnerable.json"),
  );

function folderWith(exceptions = ""): string[] {
  const policy = join(temporary(), "greengate.yaml");
  writeFileSync(policy, `version: 1\n${exceptions}`);
  return [writeRun(temporary(), run()), "--policy", policy, ...NOW];
}
const explain = (args: readonly string[], finding: string, ...more: string[]) =>
  greengate(["explain", ...args, finding, ...more]);
const fingerprintOf = (id: string): string =>
  decideRun(run()).findings.find((finding) => finding.id === id)?.fingerprint ?? "";

describe("one finding", () => {
  it("by its id: who saw it, where, how bad, what decided, what clears it", () => {
    const { exitCode, stdout, stderr } = explain(folderWith(), "CVE-2019-10744");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^BLOCK CVE-2019-10744, critical: /);
    expect(stdout).toMatch(/package +lodash 4\.17\.4, fixed in 4\.17\.12/);
    expect(stdout).toMatch(/found at +app\/node_modules\/lodash\/package\.json/);
    expect(stdout).toMatch(/found at +package-lock\.json/);
    expect(stdout).toMatch(/seen by +trivy-fs \(trivy\), which says critical/);
    expect(stdout).toMatch(/seen by +trivy-image \(trivy\), which says critical/);
    expect(stdout).toMatch(/severity +block, severity critical\n/);
    expect(stdout).toMatch(/reported only +nothing to say\n/);
    expect(stdout).toContain("Exceptions that name it\n  none\n");
    expect(stdout).toContain("Decided: block, severity critical");
    expect(stdout).toContain("To do:   Upgrade lodash 4.17.4 to 4.17.21");
  });

  it("by its fingerprint or the beginning of it, in whatever case", () => {
    const fingerprint = fingerprintOf("CVE-2019-10744");
    for (const name of [
      fingerprint,
      fingerprint.slice(0, 8),
      fingerprint.slice(0, 8).toUpperCase(),
    ]) {
      expect(explain(folderWith(), name).stdout).toContain(fingerprint);
    }
    expect(explain(folderWith(), "cve-2019-10744").exitCode).toBe(0);
  });

  it("one that only warns needs nothing, and is told what clears it all the same", () => {
    const { exitCode, stdout } = explain(folderWith(), "CVE-2020-28500");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Decided: warn, severity medium");
    expect(stdout).toContain(
      "To do:   nothing, to turn the verdict green: it does not block; to clear it all the same: upgrade lodash 4.17.4 to 4.17.21 in ",
    );
  });

  it("each exception that names it: which decided, which ran out, which is of something else", () => {
    const of = (more: string) => `  - {id: CVE-2019-10744, reason: r, ${more}}\n`;
    const exceptions = [
      of("owner: ana, until: 2026-01-01, package: lodash"),
      of("owner: ben, until: 2030-01-01, package: underscore"),
      of("owner: eve, until: 2030-01-01"),
    ];
    const { stdout } = explain(folderWith(`exceptions:\n${exceptions.join("")}`), "CVE-2019-10744");
    expect(stdout).toMatch(/^EXCEPTED/);
    expect(stdout).toMatch(/expired +CVE-2019-10744, of ana until 2026-01-01/);
    expect(stdout).toMatch(/not this one +CVE-2019-10744, of ben .*leave this finding out/);
    expect(stdout).toMatch(/in-force +CVE-2019-10744, of eve/);
    expect(stdout).toContain("Decided: excepted, exception of eve until 2030-01-01");
  });

  it("an exception without a last day holds until a fix exists", () => {
    const exception = "  - {id: CVE-2019-10744, reason: r, owner: ana, untilFixed: true}\n";
    const { stdout } = explain(folderWith(`exceptions:\n${exception}`), "CVE-2019-10744");
    expect(stdout).toMatch(/CVE-2019-10744, of ana until a fix exists: r/);
    expect(stdout).not.toContain("undefined");
  });

  it("in a bare report of another pipeline", () => {
    const report = "trivy-image=test/fixtures/trivy/image-vuln-json.json";
    const { exitCode, stdout } = greengate(["explain", "--report", report, "CVE-2019-10744"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Upgrade lodash");
  });
});

describe("none or several", () => {
  it("several are listed, each with what names it", () => {
    const run = withReport(greenRun(), "zap-baseline", fixture("zap/naive/report.plus.json"));
    const verdict: Verdict = decideRun(run);
    const ids = verdict.findings.map(({ id }) => id);
    const several = ids.find((id, index) => ids.indexOf(id) !== index) ?? "";
    const folder = writeRun(temporary(), run);
    const policy = ["--policy", "test/fixtures/policy.yaml"];
    const { exitCode, stdout } = explain([folder, ...NOW, ...policy], several);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("findings are meant by");
    for (const { fingerprint, id } of verdict.findings) {
      if (id === several) expect(stdout).toContain(fingerprint.slice(0, 12));
    }
  });

  it.each([
    ["CVE-2019-10745", "Near: CVE-2019-1"],
    ["lodash", "Near: CVE-2019-10744"],
    ["xyz", "verdict.json lists all findings"],
  ])("%s: not found, with what is near", (name, words) => {
    const { exitCode, stdout, stderr } = explain(folderWith(), name);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(`No such finding: ${name}`);
    expect(stderr).toContain(words);
  });

  it.each([
    [["explain"], "explain takes a finding after REPORTS_DIR"],
    [["explain", "folder"], "explain takes a finding after REPORTS_DIR"],
    [["explain", "/nowhere", "CVE-1"], "/nowhere/run.json is not there"],
  ])("bad usage %j", (args, words) => {
    const { exitCode, stderr } = greengate(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });

  it("writes no files", () => {
    const { exitCode, stderr } = explain(folderWith(), "CVE-2019-10744", "--out", temporary());
    expect(exitCode).toBe(2);
    expect(stderr).toContain("writes no files");
  });
});

describe("several services", () => {
  function services() {
    const folder = temporary();
    for (const name of ["users", "shop"]) {
      const made = name === "shop" ? run() : greenRun();
      ranFor(made, name);
      writeRun(join(folder, name), made);
    }
    const policy = join(temporary(), "greengate.yaml");
    const lines = ["users", "shop"].map((name) => `  - {name: ${name}, path: .}\n`);
    writeFileSync(policy, `version: 1\nservices:\n${lines.join("")}`);
    return [folder, "--policy", policy, ...NOW];
  }

  it("finds it in whichever has it, or in the one that is named", () => {
    const { exitCode, stdout } = explain(services(), "CVE-2019-10744");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/service +shop/);
    expect(explain(services(), "CVE-2019-10744", "--service", "shop").exitCode).toBe(0);
    expect(explain(services(), "CVE-2019-10744", "--service", "users").exitCode).toBe(2);
  });
});
