import { expect, it } from "vitest";
import { buildStage, dockerfileStages } from "../../dagger/src/image/dockerfile.ts";

it.each([
  ["FROM a\nRUN b", ["0"]],
  ["FROM a AS Build\nFROM b as test\nfrom c", ["build", "test", "2"]],
  ["FROM --platform=$BUILDPLATFORM \\\n  node:24 AS build", ["build"]],
  ["# FROM x AS test\nFROM a", ["0"]],
  ["", []],
  // As a builder reads them: a test target that is not seen would not be run.
  ["FROM a \\\n  # the tests\n\n  AS test", ["test"]],
  ["FROM a \\ \n  AS test", ["test"]],
  ["FROM a\nRUN <<EOF\nFROM b AS test\nEOF\nFROM c AS d", ["0", "d"]],
  ["FROM a\nRUN cat <<-'X' \\\n  <<Y\nFROM b\n\tX\nFROM c\nY\nFROM d AS e", ["0", "e"]],
  ['FROM a\nCOPY <<"E F" /x\nE F\nFROM b', ["0", "1"]],
  // A word in quotes opens none, nor does the exec form, nor one that no line ends.
  ['FROM a\nRUN echo "a <<b"\nFROM b\nb', ["0", "1"]],
  ["FROM a\nRUN [ -e x ] || cat <<EOF\nFROM b AS test\nEOF\nFROM c AS d", ["0", "d"]],
  ['FROM a\nRUN [ "cat", "<<b" ]\nFROM b\nb', ["0", "1"]],
  ['FROM a\nRUN ["cat", <<b]\nFROM b\nb', ["0", "1"]],
  ["FROM a\nRUN cat <<b\nFROM b", ["0", "1"]],
  ["# syntax=docker/dockerfile:1\n# escape=`\nFROM a `\n  AS test\nRUN b\\\nFROM c", ["test", "1"]],
  ["FROM a\nRUN echo \\\\\nFROM b AS test", ["0", "test"]],
  ["# escape=`\nFROM a\nRUN echo ``\nFROM b AS test", ["0", "test"]],
  ["FROM a \\\n\\\n AS test", ["test"]],
  ["# a_b=c\n# escape=`\nFROM a \\\n  AS test", ["test"]],
  ["\n# escape=`\nFROM a \\\n  AS test", ["test"]],
  ["# a comment\n# escape=`\nFROM a `\n  AS test", ["0"]],
  ["\uFEFFFROM a AS test\r\nRUN b", ["test"]],
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
