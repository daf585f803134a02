/** The plan and where to look, from the command line, over real images and recorded real reports. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { writeRun } from "../support/folder.ts";
import { builtAs, fixture, greenRun, type Run, withReport } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";
import { databaseOf, trivyIsMissing } from "./real-trivy.ts";

const NOW = ["--now", "2026-11-24T22:00:00Z", "--policy", "test/fixtures/policy.yaml"];

const verdictIn = (folder: string): Verdict =>
  JSON.parse(readFileSync(join(folder, "verdict.json"), "utf8")) as Verdict;

interface Report {
  Results: {
    Target: string;
    Vulnerabilities?: { VulnerabilityID: string; PkgName: string }[];
    Secrets?: { RuleID: string }[];
  }[];
}

/** The report without what these findings are. */
function without(report: Report, { findings, plan }: Verdict): Buffer {
  const cleared = new Set(plan.flatMap(({ clears }) => clears));
  const gone = findings.filter(({ fingerprint }) => cleared.has(fingerprint));
  for (const result of report.Results) {
    result.Vulnerabilities = (result.Vulnerabilities ?? []).filter(
      (each) =>
        !gone.some(
          ({ id, packages }) => id === each.VulnerabilityID && packages[0]?.name === each.PkgName,
        ),
    );
    result.Secrets = (result.Secrets ?? []).filter(
      ({ RuleID }) => !gone.some(({ id, category }) => category === "secret" && id === RuleID),
    );
  }
  return Buffer.from(JSON.stringify(report));
}

/** A run over the vulnerable image, with its bill of materials left to the scan of the clean one. */
function vulnerable(): Run {
  const run = withReport(greenRun(), "trivy-image", fixture("trivy/image-vuln-json.json"));
  const config = "sha256:7f578941355f48c0c26147fffb09599eb5775f16ac4eb7027cb61bf160a063c2";
  builtAs(run, { config });
  run.records.anchors = {
    dockerfile: { path: "Dockerfile", line: 6, image: "debian:12.5@sha256:1" },
    packages: [{ name: "lodash", version: "4.17.4", path: "package-lock.json", line: 12 }],
    paths: [{ url: "/", path: "greengate.yaml", line: 8 }],
  };
  return run;
}

describe("recorded real reports", () => {
  it("names each version, base and line; done, only what it makes run is left", () => {
    const out = temporary();
    const run = vulnerable();
    const only = ["--only", "trivy-image"];
    const blocked = greengate([
      "evaluate",
      writeRun(temporary(), run),
      ...NOW,
      ...only,
      "--out",
      out,
    ]);
    expect(blocked.exitCode).toBe(1);
    const words = blocked.stdout.replace(/\n {3}/g, " ");
    expect(words).toContain("Upgrade lodash 4.17.4 to 4.17.21 in package-lock.json:12 [clears 3]");
    expect(words).toContain(
      "Rebuild on a newer base image than debian:12.5 (Dockerfile:6, pinned by digest), which must bring libssl3 3.0.15-1~deb12u1 (now 3.0.9-1)",
    );
    const verdict = verdictIn(out);
    const report = JSON.parse(fixture("trivy/image-vuln-json.json").toString()) as Report;
    const after = withReport(run, "trivy-image", without(report, verdict));
    const left = temporary();
    const again = greengate([
      "evaluate",
      writeRun(temporary(), after),
      ...NOW,
      ...only,
      "--out",
      left,
    ]);
    expect(verdictIn(left).actions.block).toBe(0);
    // Of another image than the bill of materials, which no change of a report mends.
    expect(again.exitCode).toBe(3);
    expect(verdictIn(left).plan.map(({ kind }) => kind)).toEqual(["run"]);
  });

  it("anchors change where to look, and nothing of the verdict", () => {
    const run = vulnerable();
    const [withThem, withoutThem] = [temporary(), temporary()];
    greengate(["evaluate", writeRun(temporary(), run), ...NOW, "--out", withThem]);
    const { anchors: _, ...records } = run.records;
    greengate([
      "evaluate",
      writeRun(temporary(), { ...run, records }),
      ...NOW,
      "--out",
      withoutThem,
    ]);
    const bare = ({ findings, plan, ...rest }: Verdict) => ({
      ...rest,
      findings: findings.map(({ where: _, ...finding }) => finding),
      plan: plan.map(({ kind, clears }) => ({ kind, clears })),
    });
    expect(bare(verdictIn(withThem))).toEqual(bare(verdictIn(withoutThem)));
    const sarif = readFileSync(join(withThem, "report.sarif"), "utf8");
    expect(sarif).toContain('"uri":"package-lock.json"');
    expect(sarif).toContain('"uri":"Dockerfile"');
    expect(sarif).not.toContain("operating%20system");
  });
});

const why = trivyIsMissing();
describe.skipIf(why !== undefined)(`with real Trivy${why ? ` (not here: ${why})` : ""}`, () => {
  it("a gate notes where in the source its image's packages stand", () => {
    const [source, out] = [temporary(), temporary()];
    mkdirSync(join(source, "app"));
    cpSync("test/fixtures/service/Dockerfile", join(source, "Dockerfile"));
    writeFileSync(
      join(source, "app", "package-lock.json"),
      `${JSON.stringify({ lockfileVersion: 3, packages: { "": {}, "node_modules/lodash": { version: "4.17.4" } } }, null, 2)}\n`,
    );
    writeFileSync(join(source, "requirements.txt"), "flask==2.3.3\nrequests==2.19.0\n");
    writeFileSync(join(source, "greengate.yaml"), "version: 1\n");
    const policy = ["--policy", join(source, "greengate.yaml")];
    const image = ["--image", "test/fixtures/images/vuln.tar"];
    const database = ["--database", databaseOf(new Date())];
    const { exitCode } = greengate([
      ...["gate", "--install-tools", "--source", source, "--out", out],
      ...["--only", "trivy-image,trivy-config", ...image, ...database],
    ]);
    expect(exitCode).toBe(1);
    const { findings } = verdictIn(out);
    const whereOf = (name: string) =>
      findings.find(({ packages }) => packages[0]?.name === name)?.where;
    expect(whereOf("lodash")).toEqual({ path: "app/package-lock.json", line: 6 });
    expect(whereOf("requests")).toEqual({ path: "requirements.txt", line: 2 });
    expect(whereOf("libssl3")).toEqual({ path: "Dockerfile", line: 6 });
    for (const { where } of findings)
      expect(existsSync(join(source, where?.path ?? ""))).toBe(true);
    const again = greengate([
      ...["evaluate", out, ...policy, "--only", "trivy-image,trivy-config", "--out", out],
    ]);
    expect(again.exitCode).toBe(1);
    expect(verdictIn(out).findings).toEqual(findings);
  });
});
