/** Java archives in an image: real Trivy over a small Java database in the real one's format. */
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findTool } from "../../cli/host/find-tool.ts";
import { DAY_MS } from "../../dagger/src/core/time.ts";
import { trivy } from "../../dagger/src/scanners/trivy/tool.ts";
import {
  addJavaDatabase,
  archive,
  databaseRegistry,
  imageWith,
  KNOWN,
  LOG4J,
  noSqlite,
} from "../support/java.ts";
import { type Ended, greengateBeside, temporary } from "./greengate.ts";
import { databaseOf, gate } from "./real-trivy.ts";

const found = await findTool({ work: temporary(), say: () => {} }, trivy, true);
const why = noSqlite ?? (found.ok ? undefined : found.error.message);

const ONLY = ["--only", "trivy-config,trivy-image"];
const ARCHIVE = [["app/lib/a.jar", LOG4J]] as const;
const withArchive = await imageWith(ARCHIVE);
const ours = await imageWith([["app/app.jar", archive("ours")]]);

interface Gated extends Ended {
  readonly out: string;
}

function gated(image: string, database: string): Gated {
  const out = temporary();
  const ended = gate(...ONLY, "--image", image, "--database", database, "--out", out);
  return { ...ended, out };
}

const imageRecord = (out: string) =>
  JSON.parse(readFileSync(join(out, "run.json"), "utf8")).stages.find(
    ({ stage }: { stage: string }) => stage === "trivy-image",
  );

/** A fresh vulnerability database, and a Java database beside it. */
function databases(rows = KNOWN, updated = new Date()): string {
  const folder = databaseOf(new Date());
  addJavaDatabase(folder, rows, updated);
  return folder;
}

/**
 * The gate with databases that it fetches, and an empty cache folder. Trivy is itself, but for where it
 * fetches from: that is no setting which the gate passes on from its environment.
 */
function fetching(vulnerabilities: string, java: string) {
  const [bin, cache] = [temporary(), temporary()];
  const program = found.ok ? found.value.program : "";
  const script = `#!/bin/sh
case " $* " in
*" --download-java-db-only "*) exec ${program} "$@" --java-db-repository ${java} ;;
*" --download-db-only "*) exec ${program} "$@" --db-repository ${vulnerabilities} ;;
*) exec ${program} "$@" ;;
esac
`;
  writeFileSync(join(bin, "trivy"), script, { mode: 0o755 });
  const env = { XDG_CACHE_HOME: cache, PATH: `${bin}:${process.env.PATH}` };
  const what = ["gate", "--source", "test/fixtures/service", ...ONLY];
  return (image: string) => greengateBeside([...what, "--image", image, "--out", temporary()], env);
}

describe.skipIf(why !== undefined)(`Java archives${why ? ` (not here: ${why})` : ""}`, () => {
  it("block: an archive that only the Java database names, and its advisory", () => {
    const { exitCode, stdout, out } = gated(withArchive, databases());
    expect(stdout).toContain("CVE-2021-44228");
    expect(stdout).toMatch(/trivy-image +complete/);
    expect(exitCode).toBe(1);
    expect(imageRecord(out).evidence).toMatchObject({
      javaArchives: 1,
      javaDatabase: { UpdatedAt: expect.stringContaining("T") },
    });
    const verdict = readFileSync(join(out, "verdict.json"), "utf8");
    expect(verdict).toContain("found CVE-2022-22965");
  });

  it("pass: an archive of one's own, that no database names", () => {
    const { exitCode, stdout } = gated(ours, databases());
    expect(stdout).toMatch(/^PASS/);
    expect(exitCode).toBe(0);
  });

  it("incomplete without the Java database, also where a later layer deletes the archive", async () => {
    const deleted = await imageWith(ARCHIVE, [["app/lib/.wh.a.jar", Buffer.alloc(0)]]);
    for (const image of [withArchive, deleted]) {
      const { exitCode, stdout } = gated(image, databaseOf(new Date()));
      expect(exitCode).toBe(3);
      expect(stdout).toContain("The image holds 1 Java archive, and");
      expect(stdout).toContain("--download-java-db-only");
    }
    expect(gated(deleted, databases()).exitCode).toBe(0);
  });

  it.each([
    ["stale", () => databases(KNOWN, new Date(Date.now() - 8 * DAY_MS)), "is 8 days old"],
    ["empty", () => databases([]), "CVE-2022-22965 was not found in the canary's Java archive"],
    [
      "cut off",
      () => {
        const folder = databases();
        truncateSync(join(folder, "java-db/trivy-java.db"), 8192);
        return folder;
      },
      "CVE-2022-22965 was not found in the canary's Java archive",
    ],
    [
      "of no date",
      () => {
        const folder = databases();
        writeFileSync(join(folder, "java-db/metadata.json"), '{"Version":1}');
        return folder;
      },
      "does not say how old the Java database is",
    ],
  ])("incomplete: a Java database that is %s", (_name, database, words) => {
    const { exitCode, stdout } = gated(ours, database());
    expect(stdout.replace(/\s+/g, " ")).toContain(words);
    expect(exitCode).toBe(3);
  });

  it("fetched once it is needed, kept, and never for an image without archives", async () => {
    const registry = await databaseRegistry(databases());
    const at = `localhost:${registry.port}`;
    const run = fetching(`${at}/trivy-db:2`, `${at}/trivy-java-db:1`);
    try {
      expect((await run("test/fixtures/images/clean.tar")).stdout).toMatch(/^PASS/);
      expect(registry.javaAsked()).toBe(0);
      const first = await run(withArchive);
      expect(first.stdout).toContain("CVE-2021-44228");
      expect(first.stdout).toMatch(/trivy-image +complete/);
      const asked = registry.javaAsked();
      expect(asked).toBeGreaterThan(0);
      expect((await run(withArchive)).stdout).toMatch(/trivy-image +complete/);
      expect(registry.javaAsked()).toBe(asked);
    } finally {
      registry.stop();
    }
  });

  it("incomplete where it can't be fetched, with what to do", async () => {
    const registry = await databaseRegistry(databases());
    const run = fetching(`localhost:${registry.port}/trivy-db:2`, "localhost:9/trivy-java-db:1");
    const { exitCode, stdout } = await run(withArchive).finally(registry.stop);
    expect(exitCode).toBe(3);
    const words = stdout.replace(/\s+/g, " ");
    expect(words).toContain("for the image's Java archives, could not be fetched");
    expect(words).toContain("a folder that holds java-db/ with --database");
  });
});
