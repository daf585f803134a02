import { expect, it } from "vitest";
import { parseDocument } from "yaml";
import { KEYS_UNSEEN, keysTwice } from "../../dagger/src/core/yaml/keys.ts";

it.each([
  "a: 1\na: 2\na: 3\n",
  "a: 1\nb:\n  c: 1\n  'c': 2\na: 3\n",
  "1: x\n'1': y\n0x1: z\n",
  "null: 1\n~: 2\n",
  '{"a": {"b": 1, "b": 2}, "a": [{"c": 1}, {"c": 1}]}',
  "- &x a: 1\n  a: 2\n- ? [a]\n  : 1\n  ? [a]\n  : 2\n",
  "? {a: 1, a: 2}\n: 1\n",
  "? a\n? a\n",
  "<<: 1\n<<: 2\n",
])("finds the keys that the parser itself finds: %j", (text) => {
  const found = ({ pos: [at], code }: { pos: [number, number]; code: string }) => ({ at, code });
  const own = parseDocument(text).errors.map(found);
  const doc = parseDocument(text, KEYS_UNSEEN);
  expect(doc.errors).toEqual([]);
  expect(
    keysTwice(doc)
      .map(found)
      .sort((a, b) => a.at - b.at),
  ).toEqual(own.sort((a, b) => a.at - b.at));
});
