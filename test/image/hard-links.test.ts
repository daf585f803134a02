/** Which packages of an image Trivy passes over, since their files are hard links. */
import { expect, it } from "vitest";
import { readImage } from "../../dagger/src/image/files.ts";
import { linkedPackages } from "../../dagger/src/image/hard-links.ts";
import { imageWith } from "../support/java.ts";
import type { Entry } from "../support/tar.ts";

const file = (name: string): Entry => [name, Buffer.from("x")];
const folder = (name: string): Entry => [name, Buffer.alloc(0), { type: "5" }];
const hard = (name: string, target: string): Entry => [
  name,
  Buffer.alloc(0),
  { type: "1", target },
];

async function linked(...layers: readonly (readonly Entry[])[]): Promise<string[]> {
  const content = await readImage(await imageWith(...layers), () => false);
  if (!content.ok) throw new Error(content.error.message);
  return linkedPackages(content.value);
}

const CACHE = "root/.cache";
const CACHED = `${CACHE}/uv/archive/flask-3.0.0.dist-info/METADATA`;
const INSTALLED = "usr/lib/python3/site-packages/flask-3.0.0.dist-info/METADATA";
const UV = [folder(CACHE), file(CACHED), hard(INSTALLED, CACHED)];

it("uv's, once its cache is removed in a later layer", async () => {
  expect(await linked(UV)).toEqual([]);
  expect(await linked(UV, [file("root/.wh..cache")])).toEqual([INSTALLED]);
  expect(await linked(UV, [file(CACHED)])).toEqual([INSTALLED]);
  expect(await linked(UV, [file("root/.wh..cache"), file(INSTALLED)])).toEqual([]);
  expect(await linked([folder("usr/lib"), ...UV], [file("usr/.wh.lib")])).toEqual([]);
});

it("pnpm's, whose store has no names by which Trivy would know them", async () => {
  const store = "root/pnpm/store/v10/files/00/ab";
  const package_ = "usr/src/app/node_modules/.pnpm/a@1.0.0/node_modules/@b/a/package.json";
  expect(await linked([file(store), hard(package_, store)])).toEqual([package_]);
  expect(await linked([file(package_), hard("var/store/ab", package_)])).toEqual([]);
});

it.each([
  "app/node_modules/a/package.json",
  "usr/lib/x.egg-info",
  "usr/lib/x.egg-info/PKG-INFO",
  "usr/lib/x.egg/EGG-INFO/PKG-INFO",
  "gems/specifications/rack-3.0.0.gemspec",
  "app/lib/a.JAR",
])("%s is a package's; a file of another kind beside it is none that tells of it", async (name) => {
  expect(await linked([file("store/ab"), hard(name, "store/ab")])).toEqual([name]);
});

it("nothing else: other hard links, other links", async () => {
  const link: Entry = ["a/b.jar", Buffer.alloc(0), { type: "2", target: "/store/ab" }];
  const others = ["usr/bin/perl", "app/package.json", "app/node_modules/a/lib/package.json"];
  const links = others.map((name) => hard(name, "store/ab"));
  expect(await linked([file("store/ab"), link, ...links])).toEqual([]);
});
