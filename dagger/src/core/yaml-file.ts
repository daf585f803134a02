/** Reads a YAML file by a schema; each problem names line, column, field and what would be right. */
import {
  type Document,
  type ErrorCode,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
  type YAMLWarning,
} from "yaml";
import type { z } from "zod";
import { expectation, formOf, keysOf, partAt } from "./expected.ts";
import { didYouMean } from "./near.ts";
import { fail, ok, type Problem, type Result } from "./result.ts";
import { KEYS_UNSEEN, keysTwice } from "./yaml-keys.ts";

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
  /** Where the keys are told that there are; without it those of the place are listed. */
  readonly keys?: string;
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
  const doc = parseDocument(text, { lineCounter: lines, ...KEYS_UNSEEN, merge: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };

  const faults = notYaml([...doc.errors, ...keysTwice(doc), ...doc.warnings]);
  if (faults.length > 0) {
    return fail(
      faults.map((fault) => ({
        ...at(fault.pos[0]),
        code: `${kind.code}.${fault.code === "DUPLICATE_KEY" ? "duplicate-key" : "not-yaml"}`,
        field: "",
        message: `${(fault.message.split(/ at line \d/)[0] ?? fault.message).replace(/[.:]$/, "")}.`,
        hint: ADVICE[fault.code] ?? "Write it as valid YAML 1.2.",
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
    const form = formOf(schema);
    const issues = parsed.error.issues.flatMap(fitting);
    return fail(inOrder(issues.flatMap((issue) => describe(issue, { doc, at, kind, form }))));
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

const INDENT = "Begin all entries of one list or mapping in the same column.";
const ADVICE: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: "Write each key once.",
  TAB_AS_INDENT: "Indent with spaces.",
  BAD_INDENT: INDENT,
  BLOCK_AS_IMPLICIT_KEY: `${INDENT} A value with a colon in it needs quotes.`,
};

/** The first fault, since those behind it mostly follow from it; and every key that is twice there. */
const notYaml = (faults: readonly (YAMLError | YAMLWarning)[]): (YAMLError | YAMLWarning)[] => {
  const [first, ...rest] = [...faults].sort((a, b) => a.pos[0] - b.pos[0]);
  if (first === undefined) return [];
  return [first, ...rest.filter(({ code }) => code === "DUPLICATE_KEY")];
};

/** Of what may be written in several ways: the faults in that way that was begun, if one was. */
function fitting(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const begun = issue.errors.filter(
    (faults) => !faults.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  const [faults] = begun;
  if (faults === undefined || begun.length > 1) return [issue];
  return faults.flatMap((fault) => fitting({ ...fault, path: [...issue.path, ...fault.path] }));
}

interface Read {
  readonly doc: Document;
  readonly at: (offset: number) => Position;
  readonly kind: Kind;
  readonly form: ReturnType<typeof formOf>;
}

function describe(issue: z.core.$ZodIssue, { doc, at, kind, form }: Read): FileProblem[] {
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
function offsetOf(doc: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = doc.getIn(path.slice(0, length) as string[], true);
    if (node && typeof node === "object" && "range" in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return doc.contents?.range?.[0] ?? 0;
}
