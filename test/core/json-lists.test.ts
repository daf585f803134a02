/** Lists left as bytes give what JSON.parse gives, and refuse what it refuses. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonList, parseWithLists } from "../../dagger/src/core/json-lists.ts";

const NAMES = new Set(["list", "other"]);

/** Every list walked to its end, as plain JSON. */
function whole(text: string): unknown {
  const opened = (value: unknown): unknown => {
    if (value instanceof JsonList) {
      return Array.from({ length: value.length }, (_, index) => value.at(index));
    }
    if (Array.isArray(value)) return value.map(opened);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, opened(each)]));
  };
  return opened(parseWithLists(Buffer.from(text), NAMES));
}

const key = fc.oneof(fc.constantFrom("list", "other", "a", '"', "\\", "["), fc.string());
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.oneof(fc.string(), fc.constantFrom('\\"', "]", "}", "[{", "é😀"), fc.integer()),
    fc.dictionary(key, tie("tree"), { noNullPrototype: true, maxKeys: 3 }),
    fc.array(fc.dictionary(key, tie("tree"), { noNullPrototype: true, maxKeys: 3 }), {
      maxLength: 3,
    }),
  ),
}));

it("is the same as JSON.parse, whatever the white space", () => {
  const spaces = fc.constantFrom(undefined, 2, "\t");
  fc.assert(
    fc.property(
      fc.dictionary(key, tree, { noNullPrototype: true, maxKeys: 3 }),
      spaces,
      (value, space) => {
        const text = JSON.stringify(value, null, space);
        // Under those names only lists of objects are taken for lists.
        fc.pre(!/"(list|other)":\s*\[\s*[^\s{\]]/.test(text));
        expect(whole(text)).toEqual(JSON.parse(text));
      },
    ),
    { numRuns: 200 },
  );
});

it("any cut, and any byte changed to a bracket, is refused or is the same as JSON.parse", () => {
  const text = JSON.stringify({ list: [{ a: "x]" }, { b: [{ c: 1 }] }], d: { other: [{}] } });
  const change = fc.tuple(fc.nat(text.length), fc.constantFrom("", "[", "]", "{", "}", '"', ","));
  fc.assert(
    fc.property(change, fc.boolean(), ([at, by], cut) => {
      const changed = text.slice(0, at) + (cut ? "" : by + text.slice(at + 1));
      let expected: unknown;
      try {
        expected = JSON.parse(changed);
      } catch {
        expect(() => whole(changed)).toThrow(SyntaxError);
        return;
      }
      let got: unknown;
      try {
        got = whole(changed);
      } catch {
        return;
      }
      expect(got).toEqual(expected);
    }),
  );
});

describe("refused", () => {
  it.each([
    '{"list":[{}',
    '{"list":[{} {}]}',
    '{"list":[{},]}',
    '{"list":[,{}]}',
    '{"list":[{}]]}',
    '{"list":[{"a":[}]}',
    '{"list":[{"a":"x]}',
    '{"list":[1]}',
    '{"list":[{}]} x',
  ])("%s", (text) => expect(() => whole(text)).toThrow(SyntaxError));

  it("bytes that are no UTF-8", () => {
    expect(() => parseWithLists(Buffer.from([0x7b, 0xff, 0x7d]), NAMES)).toThrow("UTF-8");
  });
});
