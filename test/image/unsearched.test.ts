/** Which CMD of a Dockerfile makes Trivy take its layers for the base image's. */
import { describe, expect, it } from "vitest";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { endsAtCommand } from "../../dagger/src/image/history.ts";
import { unsearchedLayers } from "../../dagger/src/image/unsearched.ts";
import { treeOf } from "../support/tree.ts";

function line(text: string, service: object = {}, endsAtCommand = true): number | undefined {
  const policy = policySchema.parse({ version: 1, service });
  const tree = treeOf({ Dockerfile: text });
  return unsearchedLayers(policy.service, tree, { endsAtCommand })[0]?.line;
}

it.each([
  ["a layer behind it", 'FROM a\nCOPY . .\nCMD ["x"]\nRUN y\n', 3],
  [
    "in the stage that the shipped one is made from",
    "FROM a AS base\nCMD x\nFROM base\nCOPY . .\n",
    2,
  ],
  ["the last of them", "FROM a\ncmd x\nRUN y\nCMD z\nWORKDIR /w\nCMD w\n", 4],
  ["over lines", "FROM a\nCMD \\\n  x\nADD y /y\n", 2],
])("%s", (_name, text, expected) => {
  expect(line(text)).toBe(expected);
});

it.each([
  ["at the end", "FROM a\nCOPY . .\nCMD x\n"],
  ["nothing that makes a layer behind it", "FROM a\nCOPY . .\nCMD x\nUSER y\nEXPOSE 80\nENV A=b\n"],
  ["an entry point", "FROM a\nENTRYPOINT x\nCOPY . .\n"],
  [
    "in a stage that is only copied from",
    "FROM a AS b\nCMD x\nRUN y\nFROM c\nCOPY --from=b /x /x\n",
  ],
  ["no instruction at all", ""],
])("none: %s", (_name, text) => {
  expect(line(text)).toBeUndefined();
});

it("of the target that is shipped", () => {
  const text = "FROM a AS one\nCMD x\nRUN y\nFROM one AS two\nRUN z\nFROM a\n";
  expect(line(text)).toBeUndefined();
  expect(line(text, { target: "two" })).toBe(2);
  expect(line(text, { dockerfile: "none" })).toBeUndefined();
});

describe("to Trivy the base image ends at the last CMD that a layer follows", () => {
  const layer = { created_by: "COPY . . # buildkit" };
  const empty = (created_by: string) => ({ created_by, empty_layer: true });
  const ends = (...history: object[]) => endsAtCommand(JSON.stringify({ history }));

  it.each(['CMD ["x"]', '/bin/sh -c #(nop)  CMD ["x"]'])("%s", (by) => {
    expect(ends(layer, empty(by), layer, empty("CMD y"))).toBe(true);
    expect(ends(layer, empty(by))).toBe(false);
  });

  it("but as buildah writes one, and of an image that tells nothing", () => {
    const buildahs = empty('/bin/sh -c #(nop) CMD ["x"]');
    expect(ends(layer, empty("CMD bash"), layer, buildahs, layer)).toBe(false);
    expect(ends(layer, empty("ENTRYPOINT x"), layer)).toBe(false);
    expect(ends()).toBe(false);
    expect(endsAtCommand("{}")).toBe(false);
    expect(line("FROM a\nCMD x\nCOPY . .\n", {}, false)).toBeUndefined();
  });
});
