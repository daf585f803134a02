/** What is wrong in a file that a person wrote, with its place. */
import type { Problem } from "../result.ts";

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
