/** What a schema finds wrong in a YAML file, as problems: where it stands, and what would be right there. */
import { type Document, isMap, isScalar, isSeq } from "yaml";
import type { z } from "zod";
import { expectation, type formOf, keysOf, partAt } from "../expected.ts";
import { didYouMean } from "../near.ts";
import type { FileProblem, Path, Position } from "./file-problem.ts";

export interface Kind {
  /** What problems' codes start with: `policy`. */
  readonly code: string;
  /** Where the keys are told that there are; without it those of the place are listed. */
  readonly keys?: string;
}

/** Of what may be written in several ways: the faults in that way that was begun, if one was. */
export function fitting(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const begun = issue.errors.filter(
    (faults) => !faults.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  const [faults] = begun;
  if (faults === undefined || begun.length > 1) return [issue];
  return faults.flatMap((fault) => fitting({ ...fault, path: [...issue.path, ...fault.path] }));
}

export interface Read {
  readonly doc: Document;
  readonly at: (offset: number) => Position;
  readonly kind: Kind;
  readonly form: ReturnType<typeof formOf>;
}

/** One issue of the schema's; several problems where a mapping has several unknown keys. */
export function describe(issue: z.core.$ZodIssue, { doc, at, kind, form }: Read): FileProblem[] {
  const { code, keys } = kind;
  const part = partAt(form, issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = keysOf(part);
    const allowed = known.length > 0 ? `Here there may be: ${known.join(", ")}.` : "";
    const offsets = keyOffsets(doc, issue.path);
    return issue.keys.map((key) => ({
      ...at(offsets.get(key) ?? offsetOf(doc, [...issue.path, key])),
      code: `${code}.unknown-key`,
      field: [...issue.path, key].map(String).join("."),
      message: `No such key: ${key}.`,
      hint: didYouMean(key, known) ?? keys ?? allowed,
    }));
  }
  const given = doc.getIn(issue.path as string[]);
  const empty = isEmpty(given);
  const value = isMap(given) || isSeq(given) ? given.toJS(doc) : given;
  // A message of the schema's own says it best.
  const general = /^(Invalid|Too (big|small)|Unrecognized)\b/.test(issue.message);
  const expected = (general && expectation(part, value, issue.path)) || issue.message;
  return [
    {
      ...at(offsetOf(doc, issue.path)),
      code: `${code}.wrong-value`,
      field: issue.path.map(String).join("."),
      message: empty
        ? "Nothing is written here."
        : `Not what belongs here: ${shown(doc, issue.path)}.`,
      hint: `${empty ? "Needed" : "Expected"}: ${expected}${/[.?]$/.test(expected) ? "" : "."}`,
    },
  ];
}

/** `reason:` with nothing behind it, with blanks in quotes, or no such key at all. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

function shown(doc: Document, path: Path): string {
  const value = doc.getIn(path as string[]);
  return typeof value === "object" ? "a list or mapping" : JSON.stringify(value);
}

/** Where each key of the mapping at a path stands. */
function keyOffsets(doc: Document, path: Path): Map<string, number> {
  const mapping = doc.getIn(path as string[], true);
  const keys = isMap(mapping) ? mapping.items.map(({ key }) => key) : [];
  return new Map(
    keys.flatMap((key) =>
      isScalar(key) && key.range ? [[String(key.value), key.range[0]] as const] : [],
    ),
  );
}

/** Where the value at a path stands; what isn't there is placed at its parent. */
export function offsetOf(doc: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = doc.getIn(path.slice(0, length) as string[], true);
    if (node && typeof node === "object" && "range" in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return doc.contents?.range?.[0] ?? 0;
}
