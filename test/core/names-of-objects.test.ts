/** Names that every object of JavaScript has are words like any other where outside text is looked up. */
import { describe, expect, it } from "vitest";
import { type JsonList, parseWithLists } from "../../dagger/src/core/json/lists.ts";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { compareMaven } from "../../dagger/src/core/versions/maven.ts";
import { orderOf } from "../../dagger/src/core/versions/order.ts";
import { baseImage } from "../../dagger/src/image/base-image.ts";
import { hintOf } from "../../dagger/src/scanners/ecr/status.ts";
import { selectCode } from "../../dagger/src/scanners/semgrep/select.ts";
import { UNVERSIONED_MEMBERS, unversionedIn } from "../../dagger/src/scanners/trivy/unversioned.ts";
import { shapeOf } from "../../dagger/src/source/lockfile-lines.ts";
import { treeOf } from "../support/tree.ts";

describe.each(["constructor", "__proto__", "tostring"])("%s", (word) => {
  it("is no status of ECR's, kind of package or lockfile", () => {
    expect(hintOf(word)).toBe(hintOf("another"));
    expect([orderOf(word), shapeOf(word)]).toEqual([undefined, undefined]);
  });

  it("is a language that nobody knows: its rules look at every file", () => {
    const rules = `rules: [{ id: a, languages: ["${word}"] }]`;
    const policy = policySchema.parse({ version: 1, semgrepRules: ["rules.yml"] });
    const { targets } = selectCode(treeOf({ "rules.yml": rules, "a.b": "" }), policy);
    expect(targets).toEqual(["a.b"]);
  });

  it("is no kind of lockfile in which a package's version may be none", () => {
    const bytes = Buffer.from('{"list":[{"Name":"a","Version":"1"}]}');
    const { list } = parseWithLists(bytes, { list: UNVERSIONED_MEMBERS }) as { list: JsonList };
    expect(unversionedIn(word, list)).toEqual([]);
  });

  it("is no build argument that was given", () => {
    expect(baseImage(`ARG ${word}\nFROM a:$${word}`, undefined, {})).toEqual({ line: 2 });
  });

  it("is a qualifier of a version as any word is", () => {
    expect(compareMaven(`1.${word}`, `1.${word}`)).toBe(0);
    expect(compareMaven("1.beta", `1.${word}`)).toBe(compareMaven("1.beta", "1.other"));
  });
});
