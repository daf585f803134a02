/** The module's class over a small service, on the engine that the environment names. */
import { randomBytes } from "node:crypto";
import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { connection, dag } from "@dagger.io/dagger";
import { Greengate } from "../../dagger/src/index.ts";
import { temporary } from "../e2e/greengate.ts";
import { databaseOf } from "../e2e/real-trivy.ts";
import { advisoriesOf } from "../support/advisories.ts";

export const { GREENGATE_ENGINE, GREENGATE_ENGINE_IMAGES, GREENGATE_ENGINE_BASE } = process.env;
export const images = GREENGATE_ENGINE_IMAGES?.split(",") ?? [];
const buildArgs = GREENGATE_ENGINE_BASE ? [`BASE=${GREENGATE_ENGINE_BASE}`] : [];
export const SECONDS = 300_000;

/** The gate over a small service, with a fresh copy of the recorded database. */
export function gated(
  port = 8080,
  policy?: string,
  folder = "test/fixtures/service-node",
): Greengate {
  const source = dag.host().directory(folder);
  const database = dag.host().directory(databaseOf(new Date()));
  const file = policy === undefined ? undefined : dag.host().file(policy);
  const paths = ["/", "/missing=404"];
  // The base image's own Node.js is not what these tests are about.
  const runtimeAdvisories = dag.host().file(advisoriesOf(new Date()));
  const gate = new Greengate(source, file, undefined, undefined, buildArgs, port);
  return Object.assign(gate, { paths, images, database, runtimeAdvisories });
}

/**
 * A small service that no engine has built before. After a restart an engine may answer with the
 * archive that it kept of an image and push layers that it made anew: then nothing may be published.
 */
export function newService(): string {
  const folder = temporary();
  cpSync("test/fixtures/service-node", folder, { recursive: true });
  appendFileSync(join(folder, "server.mjs"), `// ${randomBytes(8).toString("hex")}\n`);
  return folder;
}

/** What the work returned, or the words that it failed with. */
export async function said(work: () => Promise<string>): Promise<string> {
  let words = "";
  await connection(async () => {
    words = await work().catch((error: Error) => error.message);
  });
  return words;
}

export const why = GREENGATE_ENGINE ? "" : " (no engine: GREENGATE_ENGINE is not set)";
