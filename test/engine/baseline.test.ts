/** A baseline's bill of materials, scanned again in a container of a real engine. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dag } from "@dagger.io/dagger";
import { describe, expect, it } from "vitest";
import { runRecords } from "../../dagger/src/core/run-record.ts";
import { verdictSchema } from "../../dagger/src/core/verdict.ts";
import { temporary } from "../e2e/greengate.ts";
import { kevFile } from "../support/baseline.ts";
import { GREENGATE_ENGINE, gated, SECONDS, said, why } from "./gated.ts";

describe.skipIf(!GREENGATE_ENGINE)(`on a real engine${why}`, { timeout: SECONDS }, () => {
  it("what the old bill of materials shows today is the database's news", async () => {
    const [before, after] = [temporary(), temporary()];
    const only = ["trivy-image"];
    const read = (folder: string) =>
      verdictSchema.parse(JSON.parse(readFileSync(join(folder, "verdict.json"), "utf8")));
    await said(async () => (await gated().report(only)).export(before));
    const verdict = read(before);
    expect(verdict.findings.length).toBeGreaterThan(0);
    // As if the database had known nothing then.
    writeFileSync(join(before, "verdict.json"), JSON.stringify({ ...verdict, findings: [] }));

    const kev = kevFile({}, new Date().toISOString());
    const words = await said(async () => {
      const given = { baseline: dag.host().directory(before), kev: dag.host().file(kev) };
      return (await Object.assign(gated(), given).report(only)).export(after);
    });
    expect(words).not.toContain("rror");
    const records = runRecords.parse(JSON.parse(readFileSync(join(after, "run.json"), "utf8")));
    expect(records.stages.find(({ stage }) => stage === "baseline-scan")?.status).toBe("ran");
    const { baseline, findings, stages } = read(after);
    expect(baseline).toMatchObject({ new: findings.length, old: 0 });
    expect(baseline?.causes).toBeUndefined();
    expect(findings.map(({ cause }) => cause)).toContain("database");
    expect(stages.find(({ stage }) => stage === "kev")?.state).toBe("complete");
  });

  it("a baseline of another service fails the call before anything runs", async () => {
    const folder = temporary();
    await said(async () => (await gated().report(["trivy-config"])).export(folder));
    const path = join(folder, "verdict.json");
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(/"service": "[^"]+"/, '"service": "mail"'),
    );
    const words = await said(() =>
      Object.assign(gated(), { baseline: dag.host().directory(folder) }).gate(),
    );
    expect(words).toContain("holds the verdict of mail");
  });
});
