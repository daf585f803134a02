/** Reads a YAML file by a schema; each problem names line, column, field and what would be right. */
import {
  type Document,
  type ErrorCode,
  LineCounter,
  parseDocument,
  type YAMLError,
  type YAMLWarning,
} from "yaml";
import type { z } from "zod";
import { formOf } from "../expected.ts";
import { fail, ok, type Result } from "../result.ts";
import { type FileProblem, inOrder, type Path, type Position } from "./file-problem.ts";
import { describe, fitting, type Kind, offsetOf } from "./issues.ts";
import { KEYS_UNSEEN, keysTwice } from "./keys.ts";

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
