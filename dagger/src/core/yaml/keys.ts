/** The keys that stand twice in a mapping of a YAML document, which YAML forbids. */
import { type Document, isScalar, visit, YAMLParseError } from "yaml";

/** To parse with, before {@link keysTwice}: the parser's own look takes time by the square of the keys' number. */
export const KEYS_UNSEEN = { uniqueKeys: false } as const;

const CODE = "DUPLICATE_KEY";

/** @returns the fault that the YAML library finds itself, for each key that a mapping has already */
export function keysTwice(doc: Document): YAMLParseError[] {
  const faults: YAMLParseError[] = [];
  visit(doc, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const value = isScalar(key) ? key.value : key;
        if (seen.has(value)) {
          const [start, end] = (isScalar(key) && key.range) || [0, 0];
          faults.push(new YAMLParseError([start, end], CODE, "Map keys must be unique"));
        }
        seen.add(value);
      }
    },
  });
  return faults;
}
