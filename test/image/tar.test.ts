/** Names of a tar's entries, as Go's archive/tar has them: Trivy reads the same archive. */
import { expect, it } from "vitest";
import { tarEntries } from "../../dagger/src/image/tar.ts";
import { type Entry, tar } from "../support/tar.ts";

function pax(...records: string[]): Entry {
  const text = records.map((record) => {
    const length = record.length + 2 + String(record.length + 4).length;
    return `${length} ${record}\n`;
  });
  return ["pax", Buffer.from(text.join("")), { type: "x" }];
}

const FILE: Entry = ["short", Buffer.from("x")];
const gnu = (name: string): Entry => ["././@LongLink", Buffer.from(`${name}\0`), { type: "L" }];
const target = (name: string): Entry => ["././@LongLink", Buffer.from(`${name}\0`), { type: "K" }];

it.each([
  ["the last of two records", [pax("path=a", "path=b")], "b"],
  ["no record within a value", [pax("path=a", "comment=x\n9 path=b")], "a"],
  ["GNU's before pax's", [gnu("a"), pax("path=b")], "a"],
  ["GNU's up to its first NUL", [gnu("a\0b")], "a"],
  ["GNU's before the target of its link", [gnu("a"), target("b")], "a"],
  ["GNU's behind the target of its link", [target("b"), gnu("a")], "a"],
  ["none of an earlier header", [pax("path=a"), pax("mtime=1")], "short"],
])("%s", async (_name, headers, name) => {
  const entries = await tarEntries(tar([...headers, FILE]));
  expect(entries.map((entry) => entry.name)).toEqual([name]);
});

it.each([
  ["another size than the header's", pax("size=9"), /two sizes/],
  ["a length that is none", ["pax", Buffer.from("x path=a\n"), { type: "x" }] as Entry, /broken/],
])("refuses %s", async (_name, header, words) => {
  await expect(tarEntries(tar([header, FILE]))).rejects.toThrow(words);
});
