/** Which folders of an image are git repositories that ship content: of each layer by itself. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readImage } from "../../dagger/src/image/files.ts";
import { gitRepositories } from "../../dagger/src/image/git.ts";
import { temporary } from "../e2e/greengate.ts";
import { gitIn } from "../support/git.ts";
import { imageWith } from "../support/java.ts";
import type { Entry } from "../support/tar.ts";

const LOOSE = `objects/0a/${"b".repeat(38)}`;
const file = (name: string): Entry => [name, Buffer.from("x")];

async function found(...layers: readonly (readonly Entry[])[]): Promise<string[]> {
  const content = await readImage(await imageWith(...layers), () => false);
  if (!content.ok) throw new Error(content.error.message);
  return gitRepositories(content.value);
}

/** A real repository with one commit, as entries of a layer. */
function realRepository(pack: boolean): Entry[] {
  const folder = temporary();
  const git = gitIn(folder);
  git("init", "--quiet");
  writeFileSync(join(folder, "secret.txt"), "token");
  git("add", ".");
  git("commit", "--quiet", "--message", "one");
  if (pack) git("gc", "--quiet");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => [`app/${path}`, readFileSync(join(folder, path))]);
}

it.each([false, true])("a real one (packed: %s)", async (pack) => {
  expect(await found(realRepository(pack))).toEqual(["app/.git"]);
});

it("one that a later layer deletes is in the image all the same", async () => {
  const layers = [[file(`app/.git/${LOOSE}`)], [file("app/.wh..git")]];
  expect(await found(...layers)).toEqual(["app/.git"]);
});

it("one of hard links, as git clones a folder of the same disk", async () => {
  const bare = `opt/x.git/${LOOSE}`;
  const link: Entry = [`var/.git/${LOOSE}`, Buffer.alloc(0), { type: "1", target: bare }];
  expect(await found([file(bare), link])).toEqual(["var/.git"]);
});

it("at the root, without HEAD, spread over layers, with submodules: each once, sorted", async () => {
  const layers = [
    [file(`srv/.git/${LOOSE}`), file(`.git/${LOOSE}`)],
    [file("srv/.git/objects/pack/pack-1.pack"), file(`srv/.git/modules/lib/${LOOSE}`)],
  ];
  expect(await found(...layers)).toEqual([".git", "srv/.git"]);
});

it.each([
  "app/.git/HEAD",
  "app/.git/packed-refs",
  "app/.git/objects/info/packs",
  "app/.git",
  ".gitignore",
  `app/.github/${LOOSE}`,
  `app/x.git/${LOOSE}`,
  `app/${LOOSE}`,
])("%s alone ships no history", async (name) => {
  expect(await found([file(name)])).toEqual([]);
});

it("wherever it lies, whatever lies beside it", () => {
  const part = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(fc.array(part), fc.array(part), (folders, others) => {
      const git = [...folders, ".git"].join("/");
      const layered = new Set([...others, `${git}/HEAD`, `${git}/${LOOSE}`]);
      expect(gitRepositories({ layered })).toEqual([git]);
    }),
  );
});
