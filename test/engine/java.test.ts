/**
 * Java archives on a real engine (see module.test.ts). GREENGATE_ENGINE_HOST is the address at which the
 * engine's containers reach this host: the databases are fetched from a registry here.
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dag } from "@dagger.io/dagger";
import { describe, expect, it } from "vitest";
import { temporary } from "../e2e/greengate.ts";
import { databaseOf } from "../e2e/real-trivy.ts";
import { addJavaDatabase, databaseRegistry, KNOWN, LOG4J, noSqlite } from "../support/java.ts";
import { GREENGATE_ENGINE, gated, SECONDS, said } from "./gated.ts";

const { GREENGATE_ENGINE_HOST: host } = process.env;
const missing = GREENGATE_ENGINE ? noSqlite : "no engine: GREENGATE_ENGINE is not set";
const ONLY = ["trivy-config", "trivy-image"];

/** The service with an archive beside its program. */
function withArchive(): string {
  const folder = temporary();
  cpSync("test/fixtures/service-node", folder, { recursive: true });
  writeFileSync(join(folder, "a.jar"), LOG4J);
  const dockerfile = join(folder, "Dockerfile");
  const text = readFileSync(dockerfile, "utf8").replace(/^USER/m, "COPY a.jar /app/a.jar\n$&");
  writeFileSync(dockerfile, text);
  return folder;
}

function databases(rows = KNOWN): string {
  const folder = databaseOf(new Date());
  addJavaDatabase(folder, rows);
  return folder;
}

const gate = (source: string, database: string) =>
  said(() => {
    const given = { database: dag.host().directory(database) };
    return Object.assign(gated(8080, undefined, source), given).gate(ONLY);
  });

describe.skipIf(missing)(
  `Java archives${missing ? ` (${missing})` : ""}`,
  { timeout: SECONDS },
  () => {
    it("given in a folder: names the archive, and blocks", async () => {
      const words = await gate(withArchive(), databases());
      expect(words).toMatch(/trivy-image +complete/);
      expect(words).toContain("CVE-2021-44228");
    });

    it("not in the given folder, or empty there: incomplete, with what to do", async () => {
      const source = withArchive();
      const without = await gate(source, databaseOf(new Date()));
      expect(without).toMatch(/trivy-image +incomplete/);
      expect(without).toContain("--download-java-db-only");
      const empty = (await gate(source, databases([]))).replace(/\s+/g, " ");
      expect(empty).toContain("was not found in the canary's Java archive");
    });

    it.skipIf(!host)(
      `fetched where there is an archive, once, and not else${host ? "" : " (GREENGATE_ENGINE_HOST is not set)"}`,
      async () => {
        const registry = await databaseRegistry(databases(), "0.0.0.0");
        const at = `${host}:${registry.port}`;
        const fetched = (source: string, java: string) =>
          said(() => {
            const mirrors = {
              database: undefined,
              databaseRepository: `${at}/trivy-db:2`,
              javaDatabaseRepository: java,
            };
            return Object.assign(gated(8080, undefined, source), mirrors).gate(ONLY);
          });
        const java = `${at}/trivy-java-db:1`;
        try {
          expect(await fetched("test/fixtures/service-node", java)).toMatch(/^(PASS|WARN)/);
          expect(registry.javaAsked()).toBe(0);
          const source = withArchive();
          const words = await fetched(source, java);
          expect(words).toMatch(/trivy-image +complete/);
          expect(words).toContain("CVE-2021-44228");
          const asked = registry.javaAsked();
          expect(asked).toBeGreaterThan(0);
          expect(await fetched(source, java)).toMatch(/trivy-image +complete/);
          expect(registry.javaAsked()).toBe(asked);
          const nowhere = (await fetched(source, `${at}/nothing:1`)).replace(/\s+/g, " ");
          expect(nowhere).toContain("for the image's Java archives, could not be fetched");
          expect(nowhere).toContain("--java-database-repository");
        } finally {
          registry.stop();
        }
      },
    );
  },
);
