import { expect, it } from "vitest";
import { buildStage, dockerfileStages } from "../../dagger/src/image/dockerfile.ts";

it.each([
  ["FROM a\nRUN b", ["0"]],
  ["FROM a AS Build\nFROM b as test\nfrom c", ["build", "test", "2"]],
  ["FROM --platform=$BUILDPLATFORM \\\n  node:24 AS build", ["build"]],
  ["# FROM x AS test\nFROM a", ["0"]],
  ["", []],
])("stages of %j", (text, stages) => {
  expect(dockerfileStages(text)).toEqual(stages);
});

it("the build stage is the one of that name, else the first", () => {
  expect(buildStage(["deps", "builder"])).toBe("builder");
  expect(buildStage(["deps", "1"])).toBe("deps");
  expect(buildStage([])).toBe("0");
});
