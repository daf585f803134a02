/** Lists left as bytes give what JSON.parse gives, and refuse what it refuses. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonList, parseWithLists } from "../../dagger/src/core/json/lists.ts";

/** What is kept of an entry; of `other` nothing is. */
const LISTS = { list: ["a", "b", "list"], other: [] };
type Name = keyof typeof LISTS;

/** Every list walked to its end, as plain JSON. */
function whole(text: string): unknown {
  const opened = (value: unknown): unknown => {
    if (value instanceof JsonList) return [...value];
    if (Array.isArray(value)) return value.map(opened);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, opened(each)]));
  };
  return opened(parseWithLists(Buffer.from(text), LISTS));
}

/** What that should be: all of it, but for the members that its lists' entries do not keep. */
function expected(text: string): unknown {
  const kept = (value: unknown, name = ""): unknown => {
    if (Array.isArray(value)) {
      return value.map((each) =>
        Object.hasOwn(LISTS, name) ? picked(each, name as Name) : kept(each),
      );
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, kept(each, key)]));
  };
  const picked = (entry: unknown, list: Name): unknown => {
    if (typeof entry !== "object" || entry === null || Array.isArray(entry))
      throw new SyntaxError();
    for (const name of Object.keys(entry)) {
      if (JSON.stringify(name) !== `"${name}"`) throw new SyntaxError();
    }
    const names: readonly string[] = LISTS[list];
    return Object.fromEntries(Object.entries(entry).filter(([name]) => names.includes(name)));
  };
  return kept(JSON.parse(text));
}

function sameAs(text: string): void {
  let want: unknown;
  try {
    want = expected(text);
  } catch {
    expect(() => whole(text)).toThrow(SyntaxError);
    return;
  }
  expect(whole(text)).toEqual(want);
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

it("is the same as JSON.parse, but for what is not kept, whatever the white space", () => {
  const spaces = fc.constantFrom(undefined, 2, "\t");
  fc.assert(
    fc.property(
      fc.dictionary(key, tree, { noNullPrototype: true, maxKeys: 3 }),
      spaces,
      (value, space) => sameAs(JSON.stringify(value, null, space)),
    ),
    { numRuns: 400 },
  );
});

it("of many entries too, those that keep nothing and those that keep all", () => {
  const entry = fc.constantFrom({}, { c: "é" }, { a: 1 }, { c: [], b: 2 }, { a: 3, b: { c: 4 } });
  fc.assert(
    fc.property(fc.array(entry, { minLength: 60, maxLength: 100 }), (list) =>
      sameAs(JSON.stringify({ list })),
    ),
  );
});

it("entries are had in any order, and again", () => {
  const list = Array.from({ length: 100 }, (_, a) => ({ a, c: "x".repeat(a) }));
  const { list: read } = parseWithLists(Buffer.from(JSON.stringify({ list })), LISTS) as {
    list: JsonList;
  };
  expect([99, 0, 50, 51, 31, 32, 0].map((index) => read.at(index))).toEqual(
    [99, 0, 50, 51, 31, 32, 0].map((a) => ({ a })),
  );
});

it("any cut, and any byte changed to a bracket, is refused or is the same", () => {
  const text = JSON.stringify({ list: [{ a: "x]" }, { b: [{ c: 1 }] }], d: { other: [{}] } });
  const change = fc.tuple(fc.nat(text.length), fc.constantFrom("", "[", "]", "{", "}", '"', ","));
  fc.assert(
    fc.property(change, fc.boolean(), ([at, by], cut) => {
      const changed = text.slice(0, at) + (cut ? "" : by + text.slice(at + 1));
      let got: unknown;
      try {
        got = whole(changed);
      } catch {
        return;
      }
      expect(got).toEqual(expected(changed));
    }),
    { numRuns: 1000 },
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
    '{"list":[{"a":1,}]}',
    '{"list":[{,"a":1}]}',
    '{"list":[{"a" 1}]}',
    '{"list":[{"a":}]}',
    '{"list":[{"a":1 2}]}',
    '{"list":[{"c":[}]}',
    '{"list":[{"c":"x}]}',
    '{"list":[{"c":1]}]}',
    '{"list":[{"c":{"d":1,}}]}',
    '{"list":[{"c":{d:1}}]}',
    '{"list":[{"c":[1 2]}]}',
    '{"list":[{"c":[}]}]}',
    '{"list":[{"c":["x"x]}]}',
    '{"list":[{c:1}]}',
    '{"list":[{"a\n":1}]}',
    '{"list":[{"\\u0061":1}]}',
    '{"list":[{}]} x',
  ])("%s", (text) => expect(() => whole(text)).toThrow(SyntaxError));

  it("bytes that are no UTF-8", () => {
    expect(() => parseWithLists(Buffer.from([0x7b, 0xff, 0x7d]), LISTS)).toThrow("UTF-8");
  });
});

it("a member that is not kept is held to the grammar, but for the spelling of its words", () => {
  expect(whole('{"list":[{"c":tru,"a":1}]}')).toEqual({ list: [{ a: 1 }] });
  expect(() => whole('{"list":[{"c":[{]},"a":1}]}')).toThrow(SyntaxError);
});

it("two faults in what is not kept swallow nothing that lies between", () => {
  const entry = (c: string) => `{"c":{"d":"x${c}x"},"a":1}`;
  expect(() => whole(`{"list":[${entry('"')},${entry("")},${entry('"')}]}`)).toThrow(SyntaxError);
});
