/** Trivy for the tests: on PATH, or installed by the gate itself; and a database that is fresh. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { greengate, temporary } from "./greengate.ts";

/** A copy of the small recorded database that says that it was updated at that time. */
export function databaseOf(updated: Date): string {
  const cache = temporary();
  mkdirSync(join(cache, "db"));
  cpSync("test/fixtures/trivy-db", join(cache, "db"), { recursive: true });
  const path = join(cache, "db", "metadata.json");
  const metadata = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify({ ...metadata, UpdatedAt: updated.toISOString() }));
  return cache;
}

export const gate = (...args: string[]) =>
  greengate(["gate", "--install-tools", "--source", "test/fixtures/service", ...args]);

/** Why real Trivy can't be had here; undefined where it can. Asks the gate, as a user would. */
export function trivyIsMissing(): string | undefined {
  const { stderr } = gate("--only", "trivy-config", "--out", temporary());
  return stderr.includes("trivy-config: ran") ? undefined : stderr.trim().split("\n")[0];
}
