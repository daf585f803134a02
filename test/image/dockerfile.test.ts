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
  expect(buildStage(["deps", "builder"])).toEqual({ ok: true, value: "builder" });
  expect(buildStage(["deps", "1"])).toEqual({ ok: true, value: "deps" });
});

it("a stage without a name is none that a builder finds", () => {
  expect(buildStage(dockerfileStages("FROM a"))).toEqual({ ok: true, value: undefined });
  expect(buildStage(["0", "1"])).toMatchObject({
    ok: false,
    error: { code: "test.unnamed-stage" },
  });
  expect(buildStage(["0", "build"])).toEqual({ ok: true, value: "build" });
});
