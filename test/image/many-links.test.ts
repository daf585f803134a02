/** An image with more links that are not searched than a call takes arguments is read all the same. */
import { expect, it, vi } from "vitest";
import { readImage } from "../../dagger/src/image/files.ts";
import { tar, tarBytes } from "../support/tar.ts";

const MANY = 300_000;
vi.mock("../../dagger/src/image/unsearched-links.ts", () => ({
  unsearchedLinks: () => Promise.resolve(Array.from({ length: MANY }, String)),
}));

it("however many there are", async () => {
  const image = tar([
    ["manifest.json", Buffer.from('[{"Config":"c.json","Layers":["l.tar"]}]')],
    ["c.json", Buffer.from("{}")],
    ["l.tar", tarBytes([])],
  ]);
  const content = await readImage(image, () => false);
  expect(content.ok && content.value.unsearchedLinks.length).toBe(MANY);
});
