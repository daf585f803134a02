/** The npm package of the command line: packs clean, and works where nothing else is installed. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { temporary } from "./greengate.ts";

const PACKAGE = "dist/package";
const NOW = "2026-11-24T23:30:00Z";
const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

const packed = z.tuple([
  z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }),
]);

const tarballs = temporary();
let tarball: z.output<typeof packed>[0];

beforeAll(() => {
  execFileSync("npm", ["run", "-s", "package"], { stdio: "inherit" });
  const args = ["pack", `./${PACKAGE}`, "--json", "--pack-destination", tarballs];
  [tarball] = packed.parse(JSON.parse(execFileSync("npm", args, { encoding: "utf8" })));
});

it("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: PACKAGE, pack: "npm", strict: true });
  const manifest = z.record(z.string(), z.unknown()).parse(read(`${PACKAGE}/package.json`));
  expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
});

it("holds the command and its papers, and nothing else", () => {
  const files = tarball.files.map(({ path }) => path);
  const papers = ["CHANGELOG.md", "LICENSE", "README.md", "THIRD-PARTY.md", "package.json"];
  const rest = files.filter((path) => !papers.includes(path));
  expect(files).toHaveLength(papers.length + rest.length);
  expect(rest).toContain("cli/main.mjs");
  expect(rest.filter((path) => !/^cli\/[\w-]+\.mjs$/.test(path))).toEqual([]);
});

it("says nothing of itself that is not so", () => {
  expect(
    Object.keys(
      z
        .object({})
        .loose()
        .parse(read(`${PACKAGE}/package.json`)),
    ),
  ).toEqual(expect.not.arrayContaining(["dependencies", "scripts", "private", "homepage", "bugs"]));
  expect(z.object({ private: z.literal(true) }).parse(read("package.json"))).toBeTruthy();
});

it("a tag of another version is refused", () => {
  const env = { ...process.env, GITHUB_REF_TYPE: "tag", GITHUB_REF_NAME: "v0.0.0" };
  const ended = spawnSync("npm", ["run", "-s", "package"], { encoding: "utf8", env });
  expect(ended.status).not.toBe(0);
  expect(ended.stderr).toContain("The tag is v0.0.0");
});

describe("installed in an empty folder", () => {
  const folder = temporary();
  const run = (...args: string[]) =>
    spawnSync(join(folder, "node_modules/.bin/greengate"), args, { cwd: folder, encoding: "utf8" });

  beforeAll(() => {
    // A stranger's folder: no package.json above it is ours. Nothing is fetched: no dependencies.
    const args = ["install", "--offline", "--prefix", folder, join(tarballs, tarball.filename)];
    execFileSync("npm", args, { stdio: ["ignore", "ignore", "inherit"], cwd: folder });
    mkdirSync(join(folder, "examples"));
    for (const name of ["pass", "block", "incomplete", "greengate.yaml"]) {
      cpSync(join("examples", name), join(folder, "examples", name), { recursive: true });
    }
  });

  it("brings nothing with it", () => {
    const there = readdirSync(join(folder, "node_modules"));
    expect(there.filter((name) => !name.startsWith("."))).toEqual(["greengate"]);
  });

  it("--help", () => {
    const ended = run("--help");
    expect(ended.status).toBe(0);
    expect(ended.stdout).toMatch(/^greengate: a security gate/);
  });

  it("policy schema", () => {
    const schema = JSON.parse(run("policy", "schema").stdout);
    expect(schema).toEqual(read("docs/schema/policy.schema.json"));
  });

  it.each([
    ["pass", 0],
    ["block", 1],
    ["incomplete", 3],
  ])("evaluate examples/%s ends with %i", (name, exitCode) => {
    const policy = ["--policy", "examples/greengate.yaml", "--now", NOW];
    const ended = run("evaluate", `examples/${name}`, ...policy);
    expect(ended.status, ended.stderr).toBe(exitCode);
  });
});
