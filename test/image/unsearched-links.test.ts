/** In which hard links of an image's layers Trivy would have to look for a secret, and does not. */
import { expect, it } from "vitest";
import { layersOfBase } from "../../dagger/src/image/history.ts";
import { tarEntries } from "../../dagger/src/image/tar.ts";
import { unsearchedLinks } from "../../dagger/src/image/unsearched-links.ts";
import { type Entry, tar } from "../support/tar.ts";

const file = (name: string, content = "TOKEN=ghp_aaaaaaa\n"): Entry => [name, Buffer.from(content)];
const hard = (name: string, target: string): Entry => [
  name,
  Buffer.alloc(0),
  { type: "1", target },
];

async function links(...entries: readonly Entry[]): Promise<string[]> {
  const layer = tar(entries);
  return await unsearchedLinks(layer, await tarEntries(layer, "listed"));
}

it.each([
  "tests/a.env",
  "Testing/a.env",
  "srv/latest-test/a.env",
  "srv/example.org/a.env",
  "usr/share/doc/a.env",
  "usr/lib/a.env",
  "usr/local/lib/python3.12/site-packages/a.env",
  "srv/a-1.0.dist-info/a.env",
  "srv/README.md",
  "srv/node_modules/a/a.env",
  "srv/package-lock.json",
  "srv/a.png",
])("one out of %s", async (first) => {
  expect(await links(file(first), hard("srv/b.env", first))).toEqual(["srv/b.env"]);
});

it.each([
  ["searched under its first name", "srv/a.env", "srv/b.env"],
  ["of what nginx serves", "usr/share/nginx/html/a.js", "srv/b.js"],
  ["of what WordPress installs", "usr/src/wordpress/wp-config.php", "srv/b.php"],
  ["passed over under both", "usr/lib/a.env", "usr/share/b.env"],
])("none: %s", async (_name, first, link) => {
  expect(await links(file(first), hard(link, first))).toEqual([]);
});

it("one of a link, by the file behind both, with ./ before its name", async () => {
  const layer = [file("./tests/a"), hard("./tests/b", "./tests/a"), hard("srv/c", "tests/b")];
  expect(await links(...layer)).toEqual(["srv/c"]);
});

it("none of what Trivy reads under no name: a program, a few bytes, nothing", async () => {
  const program = [file("tests/a", "\x7fELF and more of it"), hard("srv/a", "tests/a")];
  const short = [file("tests/b", "TOKEN=abc"), hard("srv/b", "tests/b")];
  expect(await links(...program, ...short, hard("srv/c", "tests/gone"))).toEqual([]);
});

it("layers up to the last CMD that Trivy knows, and that a layer follows, are the base image's", () => {
  const layer = { created_by: "COPY . . # buildkit" };
  const empty = (created_by: string) => ({ created_by, empty_layer: true });
  const layers = (...history: object[]) => layersOfBase(JSON.stringify({ history }));
  expect(layers(layer, layer, empty("CMD bash"), empty("ENV A=b"), layer, empty("CMD x"))).toBe(2);
  const buildahs = empty('/bin/sh -c #(nop) CMD ["x"]');
  expect(layers(layer, empty("CMD bash"), layer, buildahs, layer)).toBe(1);
  expect(layers(layer, empty("CMD bash"))).toBe(0);
  expect(layers()).toBe(0);
  expect(layersOfBase("{}")).toBe(0);
});

it.each([
  "root/.bun/install/cache/a@1.0.0@@@1/index.js",
  "root/.local/share/pnpm/store/v10/files/00/abcdef",
  "app/.pnpm-store/v3/files/00/abcdef-exec",
  "root/.yarn/berry/index/00/abcdef.dat",
])("none in a package manager's cache: %s", async (cached) => {
  const first = "app/node_modules/a/index.js";
  expect(await links(file(first), hard(cached, first))).toEqual([]);
  expect(await links(file(first), hard("app/store/v1/a.env", first))).toHaveLength(1);
});

it("none out of a folder at the top that Trivy passes over by a rule with a slash before its name", async () => {
  expect(await links(file("tests/a.env"), hard("vendor/b.env", "tests/a.env"))).toEqual([]);
  expect(await links(file("vendor/a.env"), hard("srv/b.env", "vendor/a.env"))).toHaveLength(1);
});
