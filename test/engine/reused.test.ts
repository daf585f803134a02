/**
 * Which scans of an image a real engine uses again: those of the same image, whatever else the source
 * holds. They keep the time at which they ran, so they age as before.
 */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dag } from "@dagger.io/dagger";
import { expect, it } from "vitest";
import { type RunRecords, runRecords } from "../../dagger/src/core/run-record.ts";
import { temporary } from "../e2e/greengate.ts";
import { databaseOf } from "../e2e/real-trivy.ts";
import { GREENGATE_ENGINE, gated, newService, SECONDS, said, why } from "./gated.ts";

const OF_THE_IMAGE = ["trivy-image", "runtime", "zap-baseline"];

async function recordsOf(service: string, database: string, paths: string[]): Promise<RunRecords> {
  const folder = temporary();
  const gate = () =>
    Object.assign(gated(8080, undefined, service), {
      database: dag.host().directory(database),
      paths,
    });
  await said(async () => (await gate().report(OF_THE_IMAGE)).export(folder));
  return runRecords.parse(JSON.parse(readFileSync(join(folder, "run.json"), "utf8")));
}

const scans = ({ stages }: RunRecords) =>
  stages.map(({ stage, reused, startedAt }) => ({ stage, reused, startedAt }));

const usedAgain = (records: RunRecords) =>
  scans(records).flatMap(({ stage, reused }) => (reused ? [stage] : []));

it.skipIf(!GREENGATE_ENGINE)(
  `a scan is used again for the same image, whatever else the source holds${why}`,
  async () => {
    const [service, database, paths] = [newService(), databaseOf(new Date()), ["/"]];
    const first = await recordsOf(service, database, paths);
    expect(scans(first).map(({ stage }) => stage)).toEqual(OF_THE_IMAGE);
    expect(usedAgain(first)).toEqual([]);

    writeFileSync(join(service, "note.txt"), "No COPY takes it.\n");
    const noted = await recordsOf(service, database, paths);
    expect(noted.image).toEqual(first.image);
    expect(scans(noted)).toEqual(scans(first).map((scan) => ({ ...scan, reused: true })));

    // Another database and another path: each is its own scan's.
    const newer = databaseOf(new Date());
    const asked = await recordsOf(service, newer, ["/", "/missing=404"]);
    expect(usedAgain(asked)).toEqual(["runtime"]);

    appendFileSync(join(service, "server.mjs"), "// another image\n");
    const changed = await recordsOf(service, newer, ["/", "/missing=404"]);
    expect(changed.image).not.toEqual(first.image);
    expect(usedAgain(changed)).toEqual([]);
  },
  3 * SECONDS,
);
