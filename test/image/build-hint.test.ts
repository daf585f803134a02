/** What the source shows of an image that could not be built. */
import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import { buildHint, noDockerfile } from "../../dagger/src/image/build-hint.ts";
import type { Link } from "../../dagger/src/scanners/source-tree.ts";
import { treeOf } from "../support/tree.ts";

const STAGES = "FROM node AS build\nFROM build AS Test\nFROM node\n";

function hint(files: Record<string, string>, more: object, links: readonly Link[] = []) {
  const text = (path: string): string => {
    const found = files[path];
    if (found === undefined) throw new Error(`no ${path}`);
    return found;
  };
  return buildHint({ ...DEFAULT_POLICY.service, ...more }, { ...treeOf(files), links, text });
}

it("a Dockerfile that is not there: its neighbours by name", () => {
  const files = { Dockerfile: STAGES, "web/Dockerfile": STAGES };
  const words = hint(files, { dockerfile: "nope" });
  expect(words).toMatch(
    /^The source has no nope at its top\. Dockerfiles here: Dockerfile, web\/Dockerfile\./,
  );
  expect(hint({}, { path: "web" })).toMatch(/^The source has no web\/Dockerfile\. Write it, /);
});

it("a target that it has not: those that it has, and which was meant", () => {
  expect(hint({ Dockerfile: STAGES }, { target: "nope" })).toBe(
    "Dockerfile has no target nope; its named stages are build, test: name one as service.target in greengate.yaml, or none for the last stage.",
  );
  expect(hint({ Dockerfile: STAGES }, { target: "biuld" })).toMatch(/ Did you mean build\?$/);
  expect(hint({ Dockerfile: "FROM node\n" }, { target: "nope" })).toBe(
    "Dockerfile has no target nope; none of its stages has a name, so leave service.target out.",
  );
});

it.each([
  ["no target", {}, []],
  ["its target", { target: "test" }, []],
  ["its target in other letters", { target: "TEST" }, []],
  ["a number", { target: "2" }, []],
  [
    "a link to it",
    { dockerfile: "link/Dockerfile" },
    [{ path: "link", end: { kind: "folder", path: "." }, listed: true }],
  ],
  ["no image", { dockerfile: "none" }, []],
] as const)("%s: nothing to tell", (_, more, links) => {
  expect(hint({ Dockerfile: STAGES }, more, links)).toBeUndefined();
});

it("the problem names the path in the source", () => {
  const service = { ...DEFAULT_POLICY.service, path: "web", dockerfile: "nope" };
  const text = () => {
    throw new Error("none");
  };
  expect(noDockerfile(service, { ...treeOf({}), text })?.message).toBe(
    "the source has no web/nope to build from",
  );
});
