/** What of a file can be printed, which is what Trivy reads of one that it would take for a binary. */
import { expect, it } from "vitest";
import { illegible } from "../../dagger/src/scanners/trivy/legible.ts";
import { printable } from "../../dagger/src/scanners/trivy/printable.ts";

const KEY = "token = abcdefghijklmnop";
const read = (bytes: Buffer) => printable(bytes.toString("utf8"));
const utf16 = (text: string) => Buffer.from(text, "utf16le");

it.each([
  ["padded", Buffer.from(`\u0001\u0002\u0003${KEY}\u0001\u0001`)],
  ["with NULs around it", Buffer.from(`\0\0\0${KEY}\0\0`)],
  ["after another that a NUL ends", Buffer.from(`other\0${KEY}\0`)],
  ["after a letter that a NUL ends", Buffer.from(`a\0${KEY}\0b\0`)],
  ["in UTF-16", utf16(KEY)],
  ["with its mark", utf16(`\uFEFF${KEY}`)],
  ["the other way round", utf16(`\uFEFF${KEY}`).swap16()],
  ["padded", utf16("\u0001\u0002".repeat(99) + KEY)],
  ["among letters of another alphabet", utf16(`ключ ${KEY} ключ`)],
  ["among ideographs", utf16(`中${KEY}中`)],
  ["in UTF-32", Buffer.from([...KEY].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0]))],
  ["among bytes that are no UTF-8", Buffer.from(`\xff\xfe\xe9${KEY}\xe9`, "latin1")],
])("a key %s is whole, and joined to nothing", (_how, bytes) => {
  expect(` ${read(bytes)} `).toMatch(new RegExp(`[^a-z]${KEY}[^a-z]`));
});

it("lines stay lines, in UTF-16 too", () => {
  const text = "\u0001\u0002\n\n\u0001a\n\u0001key\u0001\n";
  expect(printable(text).split("\n")).toHaveLength(5);
  const lines = read(utf16(`${text}\n`.repeat(99))).split("\n");
  expect(lines).toHaveLength(99 * 5 + 1);
});

it("what stands between a name and its value is kept, other short pieces are not", () => {
  expect(printable("name\u0001=\u0001value")).toBe("name = value");
  expect(printable("name\u0001ab\u0001value")).toBe("name value");
});

it("long ones in UTF-16 are whole, of whatever length", () => {
  for (const length of [3998, 3999, 4000, 4001, 4002, 4003, 4004, 5_000_000]) {
    expect(read(utf16("k".repeat(length))).trim()).toHaveLength(length);
  }
});

it("nothing of it is a control character but those of lines", () => {
  const all = Array.from({ length: 0x100 }, (_, unit) => String.fromCharCode(unit)).join("=");
  expect(printable(all)).not.toMatch(/[^\P{Cc}\t\n\r]/u);
});

it("a binary of more than 100 MB is counted, and not turned into text", () => {
  const large = "\u0001".repeat(100 * 1024 * 1024 + 1);
  const { legible, binary, unread } = illegible(["a.bin", "b.bin"], (path) =>
    path === "a.bin" ? large : large.slice(1),
  );
  expect([...legible.keys()]).toEqual(["b.bin"]);
  expect({ binary, unread }).toEqual({ binary: 1, unread: 1 });
});
