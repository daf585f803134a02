/** What is pinned, is pinned by digest, and versions agree with each other. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { IMAGES, imagesWith } from "../../dagger/src/images.ts";
import { version } from "../../dagger/src/version.ts";

const DIGEST = /^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/;
const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;

it.each(Object.entries(IMAGES))("the image of %s has tag and digest", (_, reference) => {
  expect(reference).toMatch(DIGEST);
});

it("so have the Dockerfile's bases", () => {
  const bases = [...readFileSync("Dockerfile", "utf8").matchAll(/^ARG \w+_IMAGE=(.+)$/gm)];
  expect(bases).toHaveLength(2);
  for (const [, reference] of bases) expect(reference).toMatch(DIGEST);
});

it("a mirror's image needs a digest and a known name", () => {
  const mirror = `mirror.example/trivy@sha256:${"a".repeat(64)}`;
  expect(imagesWith([`trivy=${mirror}`])).toEqual({ ...IMAGES, trivy: mirror });
  expect(() => imagesWith(["trivy=mirror.example/trivy:1"])).toThrow("@sha256:");
  expect(() => imagesWith([`grype=${mirror}`])).toThrow("NAME one of");
  expect(() => imagesWith(["trivy"])).toThrow("NAME=REFERENCE");
});

it("one version of Greengate", () => {
  expect(read("package.json").version).toBe(version);
});

it("the module's dependencies are those of the command line", () => {
  const ours = read("package.json").dependencies as Record<string, string>;
  const module = read("dagger/package.json").dependencies as Record<string, string>;
  expect(module.zod).toBe(ours.zod);
  expect(module.yaml).toBe(ours.yaml);
});

it("no lock file names a registry host", () => {
  expect(readFileSync("package-lock.json", "utf8")).not.toContain('"resolved"');
});
