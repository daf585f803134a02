/** What a layer deletes of those below it, however much that is. */
import { expect, it } from "vitest";
import type { ImageFile } from "../../dagger/src/image/files.ts";
import { removeGone } from "../../dagger/src/image/whiteouts.ts";

type Kind = ImageFile["kind"];

/** Folders end with a slash. */
function image(...names: string[]): Map<string, ImageFile> {
  const kindOf = (name: string): Kind => (name.endsWith("/") ? "folder" : "file");
  return new Map(
    names.map((name) => [
      name.replace(/\/$/, ""),
      { kind: kindOf(name), executable: false, target: "", layers: [0] },
    ]),
  );
}

/** What is left of an image under a layer with these entries. */
function left(names: string[], ...entries: readonly [name: string, kind: Kind][]): string[] {
  const files = image(...names);
  removeGone(
    files,
    entries.map(([name, kind]) => ({ name, kind })),
  );
  return [...files.keys()];
}

const NAMES = ["a/", "a/b/", "a/b/c", "a/d", "a-b", "ab"];

it.each<[string, [string, Kind][], string[]]>([
  ["one file", [["a/.wh.d", "file"]], ["a", "a/b", "a/b/c", "a-b", "ab"]],
  ["a folder with all that is in it", [[".wh.a", "file"]], ["a-b", "ab"]],
  ["what is in a folder, and not the folder", [["a/.wh..wh..opq", "file"]], ["a", "a-b", "ab"]],
  ["all that there is", [[".wh..wh..opq", "file"]], []],
  ["a folder in whose place a file is", [["a/b", "file"]], ["a", "a/d", "a-b", "ab"]],
  [
    "nothing where it is a folder still",
    [["a/b", "folder"]],
    ["a", "a/b", "a/b/c", "a/d", "a-b", "ab"],
  ],
  [
    "a folder in a folder, too, in whatever order",
    [
      ["a/b/.wh..wh..opq", "file"],
      ["a/.wh..wh..opq", "file"],
    ],
    ["a", "a-b", "ab"],
  ],
])("deletes %s", (_, entries, expected) => {
  expect(left(NAMES, ...entries)).toEqual(expected);
});

it("takes no time by the square where it empties as many folders as there are files", () => {
  const folders = Array.from({ length: 30_000 }, (_, at) => `d${at}`);
  const names = folders.flatMap((folder) => [`${folder}/`, `${folder}/f`]);
  const started = performance.now();
  const marks = folders.map((folder) => [`${folder}/.wh..wh..opq`, "file"] as [string, Kind]);
  expect(left(names, ...marks)).toEqual(folders);
  expect(performance.now() - started).toBeLessThan(10_000);
});
