/** Reads a YAML file by a schema; each problem names line, column, field and what would be right. */
import { type Document, isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { fail, ok, type Problem, type Result } from "./result.ts";

export interface FileProblem extends Problem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Dotted, `exceptions.0.until`; empty for the file itself. */
  readonly field: string;
}

export type Position = Pick<FileProblem, "file" | "line" | "column">;
export type Path = readonly PropertyKey[];

export interface Kind {
  /** What problems' codes start with: `policy`. */
  readonly code: string;
  /** Where the keys are told that there are. */
  readonly keys: string;
}

export interface ReadFile<T> {
  readonly data: T;
  readonly doc: Document;
  /** Where the value at a path stands. */
  readonly at: (path: Path) => Position;
}

/**
 * @param text the file's text, YAML 1.2 (or JSON, which is YAML too)
 * @param file its name, for messages
 * @returns what the schema makes of it, or every problem found, in file order
 */
export function readYaml<T extends z.ZodType>(
  text: string,
  file: string,
  schema: T,
  kind: Kind,
): Result<ReadFile<z.output<T>>, FileProblem[]> {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };

  const faults = [...doc.errors, ...doc.warnings];
  if (faults.length > 0) {
    return fail(
      faults.map((fault) => ({
        ...at(fault.pos[0]),
        code: `${kind.code}.${fault.code === "DUPLICATE_KEY" ? "duplicate-key" : "not-yaml"}`,
        field: "",
        message: fault.message.split(/ at line \d/)[0] ?? fault.message,
        hint: "Write each key once, as valid YAML 1.2.",
      })),
    );
  }
  let data: unknown;
  try {
    data = doc.toJS({ maxAliasCount: 50 });
  } catch (error) {
    const message = (error as Error).message;
    return fail([
      {
        ...at(0),
        code: `${kind.code}.not-yaml`,
        field: "",
        message,
        hint: "Write it out without aliases.",
      },
    ]);
  }

  const parsed = schema.safeParse(data);
  if (!parsed.success) {
    return fail(inOrder(parsed.error.issues.flatMap((issue) => describe(issue, doc, at, kind))));
  }
  return ok({ data: parsed.data, doc, at: (path) => at(offsetOf(doc, path)) });
}

export const inOrder = (problems: readonly FileProblem[]): FileProblem[] =>
  [...problems].sort((a, b) => a.line - b.line || a.column - b.column);

/** `greengate.yaml:3:5: exceptions.0.until: …`, one line each. */
export const problemLines = (problems: readonly FileProblem[]): string =>
  problems
    .map(({ file, line, column, field, message, hint }) => {
      const what = field === "" ? message : `${field}: ${message}`;
      return `${file}:${line}:${column}: ${what} ${hint}`;
    })
    .join("\n");

function describe(
  issue: z.core.$ZodIssue,
  doc: Document,
  at: (offset: number) => Position,
  { code, keys }: Kind,
): FileProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...at(offsetOf(doc, [...issue.path, key], true)),
      code: `${code}.unknown-key`,
      field: [...issue.path, key].map(String).join("."),
      message: `No such key: ${key}.`,
      hint: keys,
    }));
  }
  const empty = isEmpty(doc.getIn(issue.path as string[]));
  const expected = issue.message
    .replace(/^Invalid (input|option): expected /, "")
    .replace(/, received \w+$/, "");
  return [
    {
      ...at(offsetOf(doc, issue.path)),
      code: `${code}.wrong-value`,
      field: issue.path.map(String).join("."),
      message: empty
        ? "Nothing is written here."
        : `Not what belongs here: ${shown(doc, issue.path)}.`,
      hint: `${empty ? "Needed" : "Expected"}: ${expected}.`,
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

/** Where the value (or the key) at a path stands; what isn't there is placed at its parent. */
function offsetOf(doc: Document, path: Path, ofKey = false): number {
  if (ofKey) {
    const parent =
      path.length === 1 ? doc.contents : doc.getIn(path.slice(0, -1) as string[], true);
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === path.at(-1))
      : undefined;
    if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
  }
  for (let length = path.length; length > 0; length -= 1) {
    const node = doc.getIn(path.slice(0, length) as string[], true);
    if (node && typeof node === "object" && "range" in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return doc.contents?.range?.[0] ?? 0;
}
