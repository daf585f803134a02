/** Cases of `greengate ecr-scan` with the real AWS command line against moto, for what it simulates. */
import { afterAll, describe, expect, it } from "vitest";
import { recorded } from "../support/ecr.ts";
import { recent, scanned } from "./ecr-scanned.ts";
import type { Moto } from "./ecr-servers.ts";

export function motoCases(moto: Moto | string, noAws: string | undefined): void {
  const why = typeof moto === "string" ? moto : noAws;
  if (typeof moto !== "string") afterAll(moto.stop);
  describe.skipIf(why)(`moto${why ? ` (not here: ${why})` : ""}`, () => {
    const server = moto as Moto;

    /** A pushed image in a moto that knows nothing else. */
    async function pushed(): Promise<string> {
      await fetch(`${server.url}/moto-api/reset`, { method: "POST" });
      await server.call("CreateRepository", { repositoryName: "shop" });
      const imageManifestMediaType = "application/vnd.oci.image.manifest.v1+json";
      const imageManifest = JSON.stringify({ schemaVersion: 2, config: {}, layers: [] });
      const image = {
        repositoryName: "shop",
        imageTag: "1",
        imageManifest,
        imageManifestMediaType,
      };
      const answer = await server.call("PutImage", image);
      return (answer as { image: { imageId: { imageDigest: string } } }).image.imageId.imageDigest;
    }

    async function started(): Promise<string> {
      const imageDigest = await pushed();
      await server.call("StartImageScan", { repositoryName: "shop", imageId: { imageDigest } });
      return imageDigest;
    }

    it("no scan was started: incomplete, and says how to start one", async () => {
      const { code, verdict, said } = await scanned(server.url, {
        digest: await pushed(),
        seconds: 3,
      });
      expect({ code, verdict }).toEqual({ code: 3, verdict: 3 });
      expect(said).toContain("ScanNotFoundException");
      expect(said).toContain("start-image-scan");
    });

    it("complete: its finding of high severity blocks", async () => {
      const digest = await started();
      const { code, verdict, said } = await scanned(server.url, { digest });
      expect({ code, verdict }).toEqual({ code: 0, verdict: 1 });
      expect(said).toContain("CVE-9999-9999");
      expect(said).not.toContain("INCOMPLETE");
    });

    it.each([
      ["failed", "ECR's scan is FAILED"],
      ["unsupported-image", "Alpine, Amazon Linux, Debian"],
    ])("%s: incomplete", async (name, words) => {
      const digest = await started();
      await server.inject({ ...recorded(name), imageId: { imageDigest: digest } });
      const { code, verdict, said } = await scanned(server.url, { digest });
      expect({ code, verdict }).toEqual({ code: 3, verdict: 3 });
      expect(said.replace(/\s+/g, " ")).toContain(words);
    });

    it("the same page again and again (moto knows no pages): incomplete", async () => {
      const digest = await started();
      await server.inject({ ...recent(recorded("page-1")), imageId: { imageDigest: digest } });
      const { code, said } = await scanned(server.url, { digest });
      expect(code).toBe(3);
      expect(said).toContain("the same page again");
    });

    it("an image that was never pushed: incomplete", async () => {
      await pushed();
      const { code, said } = await scanned(server.url, { digest: `sha256:${"9".repeat(64)}` });
      expect(code).toBe(3);
      expect(said).toContain("ImageNotFoundException");
    });
  });
}
