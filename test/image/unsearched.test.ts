/** Which CMD of a Dockerfile makes Trivy take its layers for the base image's. */
import { describe, expect, it } from "vitest";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { commandsBehind } from "../../dagger/src/image/history.ts";
import { unsearchedLayers } from "../../dagger/src/image/unsearched.ts";
import { treeOf } from "../support/tree.ts";

/** @param behind CMDs of the image's history that no layer follows */
function line(text: string, behind: number | undefined, service: object = {}): number | undefined {
  const policy = policySchema.parse({ version: 1, service });
  const tree = treeOf({ Dockerfile: text });
  return unsearchedLayers(policy.service, tree, { commandsBehind: behind })[0]?.line;
}

it.each([
  ["a layer behind it", 'FROM a\nCOPY . .\nCMD ["x"]\nRUN y\n', 0, 3],
  [
    "in the stage that the shipped one is made from",
    "FROM a AS base\nRUN y\nCMD x\nFROM base\nCOPY . .\n",
    0,
    3,
  ],
  ["the last of them", "FROM a\nRUN x\ncmd x\nRUN y\nCMD z\nWORKDIR /w\nCMD w\n", 1, 5],
  ["over lines", "FROM a\nRUN x\nCMD \\\n  x\nADD y /y\n", 0, 3],
  [
    "not one that a folder follows which was there",
    "FROM a\nRUN x\nCMD y\nRUN z\nCMD w\nWORKDIR /\n",
    1,
    3,
  ],
] as const)("%s", (_name, text, behind, expected) => {
  expect(line(text, behind)).toBe(expected);
});

it.each([
  ["at the end", "FROM a\nCOPY . .\nCMD x\n", 1],
  ["nothing that makes a layer behind it", "FROM a\nCOPY . .\nCMD x\nUSER y\nENV A=b\n", 1],
  ["a folder behind it that was there", "FROM a\nCOPY . .\nCMD x\nWORKDIR /\n", 1],
  ["one layer of all, as of --squash", "FROM a\nCOPY . .\nCMD x\n", 0],
  ["an entry point", "FROM a\nENTRYPOINT x\nCOPY . .\n", 0],
  ["before all layers", "FROM a\nCMD x\nCOPY . .\n", 0],
  ["behind no more than a folder", "FROM a\nWORKDIR /w\nCMD x\nCOPY . .\n", 0],
  ["in a stage that adds nothing before it", "FROM a AS b\nCMD x\nFROM b\nCOPY . .\n", 0],
  [
    "in a stage that is only copied from",
    "FROM a AS b\nRUN y\nCMD x\nRUN y\nFROM c\nCOPY --from=b /x /x\n",
    0,
  ],
  ["no instruction at all", "", 0],
])("none: %s", (_name, text, behind) => {
  expect(line(text, behind)).toBeUndefined();
});

it("of the target that is shipped", () => {
  const text = "FROM a AS one\nRUN x\nCMD x\nRUN y\nFROM one AS two\nRUN z\nFROM a\n";
  expect(line(text, 0)).toBeUndefined();
  expect(line(text, 0, { target: "two" })).toBe(3);
  expect(line(text, 0, { dockerfile: "none" })).toBeUndefined();
});

describe("to Trivy the base image ends at the last CMD that a layer follows", () => {
  const layer = { created_by: "COPY . . # buildkit" };
  const empty = (created_by: string) => ({ created_by, empty_layer: true });
  const ends = (...history: object[]) => commandsBehind(JSON.stringify({ history }));

  it.each(['CMD ["x"]', '/bin/sh -c #(nop)  CMD ["x"]'])("%s", (by) => {
    expect(ends(layer, empty(by), layer)).toBe(0);
    expect(ends(layer, empty(by), layer, empty("CMD y"), empty("USER z"))).toBe(1);
    expect(ends(layer, empty(by))).toBeUndefined();
  });

  it("but as buildah writes one, and of an image that tells nothing", () => {
    const buildahs = empty('/bin/sh -c #(nop) CMD ["x"]');
    expect(ends(layer, empty("CMD bash"), layer, buildahs, layer)).toBeUndefined();
    expect(ends(layer, empty("ENTRYPOINT x"), layer)).toBeUndefined();
    expect(ends()).toBeUndefined();
    expect(commandsBehind("{}")).toBeUndefined();
    expect(line("FROM a\nRUN x\nCMD x\nCOPY . .\n", undefined)).toBeUndefined();
  });
});
