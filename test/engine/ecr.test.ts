/**
 * `ecrScan` of the module on a real Dagger engine (see module.test.ts), moto beside it as a service.
 * Both are installed into a Python image by hash: GREENGATE_ENGINE_IMAGES may name a stand-in for it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Container, connection, dag, type Service } from "@dagger.io/dagger";
import { describe, expect, it } from "vitest";
import { IMAGES } from "../../dagger/src/images.ts";
import { Greengate } from "../../dagger/src/index.ts";
import { apiOf } from "../e2e/ecr-servers.ts";
import { greengate, temporary } from "../e2e/greengate.ts";
import { fileOf } from "../support/baseline.ts";

const { GREENGATE_ENGINE, GREENGATE_ENGINE_IMAGES } = process.env;
const images = GREENGATE_ENGINE_IMAGES?.split(",") ?? [];
const python = images.find((each) => each.startsWith("python="))?.slice(7) ?? IMAGES.python;
const why = GREENGATE_ENGINE ? "" : " (no engine: GREENGATE_ENGINE is not set)";
const KEY = "leak-check-secret-key-0000000000000000";

function moto(): Service {
  const lock = dag.host().file("test/fixtures/moto-requirements.txt");
  const base: Container = dag.container().from(python);
  return base
    .withMountedFile("/lock.txt", lock)
    .withExec(["pip", "install", "--only-binary=:all:", "--require-hashes", "-r", "/lock.txt"])
    .withExposedPort(5000)
    .asService({ args: ["moto_server", "-H", "0.0.0.0", "-p", "5000"] });
}

describe.skipIf(!GREENGATE_ENGINE)(`on a real engine${why}`, { timeout: 600_000 }, () => {
  it("ecrScan: asks from a container, and the folder holds no credential", async () => {
    const out = temporary();
    await connection(async () => {
      const server = await moto().start();
      const tunnel = await dag.host().tunnel(server).start();
      const api = apiOf(await tunnel.endpoint({ scheme: "http" }));
      await api.call("CreateRepository", { repositoryName: "shop" });
      const image = { repositoryName: "shop", imageTag: "1", imageManifest: "{}" };
      const imageManifestMediaType = "application/vnd.oci.image.manifest.v1+json";
      const put = await api.call("PutImage", { ...image, imageManifestMediaType });
      const { imageId } = (put as { image: { imageId: { imageDigest: string } } }).image;
      await api.call("StartImageScan", { repositoryName: "shop", imageId });
      const gate = Object.assign(new Greengate(dag.directory()), { images });
      const scanned = await gate.ecrScan(
        `123456789012.dkr.ecr.us-east-1.amazonaws.com/shop@${imageId.imageDigest}`,
        undefined,
        dag.setSecret("id", "AKIALEAKCHECK0000000"),
        dag.setSecret("key", KEY),
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        await server.endpoint({ scheme: "http" }),
        60,
      );
      await scanned.export(out);
    });
    const record = readFileSync(join(out, "run.json"), "utf8");
    expect(record).toContain('"status": "ran"');
    expect(readdirSync(join(out, "raw/ecr-scan"))).toEqual(["report.json"]);
    expect(record).not.toMatch(/leak-?check/i);
    const policy = ["--policy", fileOf("greengate.yaml", "version: 1\n")];
    const { stdout, exitCode } = greengate(["evaluate", out, "--only", "ecr-scan", ...policy]);
    expect(stdout).toContain("CVE-9999-9999");
    expect(exitCode).toBe(1);
  });
});
