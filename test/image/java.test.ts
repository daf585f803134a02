/** Which files of an image are Java archives, as Trivy tells them: of each layer by itself. */
import { expect, it } from "vitest";
import { readImage } from "../../dagger/src/image/files.ts";
import { javaArchives } from "../../dagger/src/image/java.ts";
import { imageWith } from "../support/java.ts";
import type { Entry } from "../support/tar.ts";

const file = (name: string): Entry => [name, Buffer.from("x")];

async function counted(...layers: readonly (readonly Entry[])[]): Promise<number> {
  const content = await readImage(await imageWith(...layers), () => false);
  if (!content.ok) throw new Error(content.error.message);
  return javaArchives(content.value);
}

it("by their names, in whatever case and wherever they lie", async () => {
  const names = ["app.jar", "opt/Shop.WAR", "srv/a.ear", "b.par", ".jar", "opt/./c.jar"];
  expect(await counted(names.map(file))).toBe(names.length);
});

it("no folder, no link and no other name", async () => {
  const folder: Entry = ["opt/app.jar", Buffer.alloc(0), { type: "5" }];
  const link: Entry = ["opt/link.jar", Buffer.alloc(0), { type: "2" }];
  expect(await counted([folder, link, file("jar"), file("app.jar.bak"), file("a.tar")])).toBe(0);
});

it("one that a later layer deletes counts: Trivy looks at the layer all the same", async () => {
  expect(await counted([file("app/app.jar")], [file("app/.wh.app.jar")])).toBe(1);
  expect(await counted([file("app/app.jar")], [file(".wh.app")])).toBe(1);
});

it("the mark that deletes one is none", async () => {
  expect(await counted([file("app/.wh.app.jar")])).toBe(0);
});
