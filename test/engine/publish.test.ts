/**
 * `publish` on a real engine: what is pushed is what was scanned. GREENGATE_ENGINE_REGISTRY names a
 * place that the engine can push to without a password, such as localhost:5000/lab.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dag } from "@dagger.io/dagger";
import { expect, it } from "vitest";
import { runRecords } from "../../dagger/src/core/run-record.ts";
import { checkArchive } from "../../dagger/src/folder/archive.ts";
import { verifyArchive } from "../../dagger/src/image/archive.ts";
import { temporary } from "../e2e/greengate.ts";
import { ANY_VERSION, advisoriesOf } from "../support/advisories.ts";
import { GREENGATE_ENGINE, gated, newService, SECONDS, said } from "./gated.ts";

const { GREENGATE_ENGINE_REGISTRY: registry } = process.env;
const here = GREENGATE_ENGINE !== undefined && registry !== undefined;
const why = here ? "" : " (GREENGATE_ENGINE or GREENGATE_ENGINE_REGISTRY is not set)";

async function digestOf(name: string): Promise<string | null> {
  const [, host, path, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(name) ?? [];
  const accept = "application/vnd.oci.image.manifest.v1+json";
  const url = `http://${host}/v2/${path}/manifests/${tag}`;
  const answer = await fetch(url, { method: "HEAD", headers: { accept } });
  return answer.headers.get("docker-content-digest");
}

it.skipIf(!here)(
  `publish: the registry has the digest that was scanned, and that a kept archive has${why}`,
  async () => {
    const [folder, service] = [temporary(), newService()];
    const ref = `${registry}/greengate-${randomBytes(6).toString("hex")}:1`;
    const published = await said(() => gated(8080, undefined, service).publish(ref));
    const report = () => gated(8080, undefined, service).report([], [], [], true);
    await said(async () => (await report()).export(folder));
    const run: unknown = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
    const records = runRecords.parse(run);
    expect(published).toBe(`${ref}@${records.image?.manifest}`);
    expect(await digestOf(ref)).toBe(records.image?.manifest);
    expect(checkArchive(folder, records).ok).toBe(true);
    const kept = await verifyArchive(join(folder, "image.tar"));
    expect(kept).toEqual({ ok: true, value: records.image });
  },
  SECONDS,
);

it.skipIf(!here)(
  `publish: what blocks is pushed nowhere${why}`,
  async () => {
    const ref = `${registry}/greengate-${randomBytes(6).toString("hex")}:1`;
    const words = await said(() => {
      const runtimeAdvisories = dag.host().file(advisoriesOf(new Date(), [ANY_VERSION]));
      return Object.assign(gated(), { runtimeAdvisories }).publish(ref);
    });
    expect(words).toContain("BLOCK");
    expect(await digestOf(ref)).toBe(null);
  },
  SECONDS,
);

it.skipIf(!here)(
  `publish: a registry that does not answer is told with what to check${why}`,
  async () => {
    const words = await said(() => gated().publish("localhost:1/greengate:1"));
    expect(words).toMatch(/^localhost:1\/greengate@sha256:[0-9a-f]{64} was not pushed: /);
    expect(words).toContain("The registry does not answer from here");
  },
  SECONDS,
);
