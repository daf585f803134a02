/** What a run's source, or a call, declares beside the policy: ignore files and VEX. */
import { counted } from "../counted.ts";
import { fail, ok, type Result } from "../result.ts";
import { DAY_MS } from "../time.ts";
import { type FileProblem, problemLines } from "../yaml/file-problem.ts";
import type { Entry } from "./entry.ts";
import { IGNORE_FILES, parseTrivyignore } from "./trivyignore/parse.ts";
import { parseVex } from "./vex/parse.ts";
import type { Statement } from "./vex/statement.ts";

export interface Declared {
  /** The files, path in the source or as given → text. */
  readonly files: ReadonlyMap<string, string>;
  readonly entries: readonly Entry[];
  readonly statements: readonly Statement[];
}

export const NOTHING_DECLARED: Declared = {
  files: new Map(),
  entries: [],
  statements: [],
};

export const together = (...all: readonly Declared[]): Declared => ({
  files: new Map(all.flatMap(({ files }) => [...files])),
  entries: all.flatMap(({ entries }) => entries),
  statements: all.flatMap(({ statements }) => statements),
});

const isIgnoreFile = (path: string): boolean =>
  IGNORE_FILES.some((name) => path === name || path.endsWith(`/${name}`));

/**
 * @param files path → text; a file that bears none of Trivy's names is VEX
 * @returns a problem that names each fault with file and line
 */
export function parseDeclared(files: Iterable<readonly [string, string]>): Result<Declared> {
  // Lists of lists: a vendor's VEX has more statements than a call may have arguments.
  const problems: FileProblem[][] = [];
  const texts = new Map<string, string>();
  const entries: Entry[][] = [];
  const statements: Statement[][] = [];
  for (const [path, text] of files) {
    texts.set(path, text);
    if (isIgnoreFile(path)) {
      const parsed = parseTrivyignore(text, path);
      if (parsed.ok) entries.push(parsed.value);
      else problems.push(parsed.error);
    } else {
      const parsed = parseVex(text, path);
      if (parsed.ok) statements.push(parsed.value);
      else problems.push(parsed.error);
    }
  }
  if (problems.length === 0) {
    return ok({ files: texts, entries: entries.flat(), statements: statements.flat() });
  }
  return fail({
    code: "exceptions.not-valid",
    message: `an exception is not valid\n${problemLines(problems.flat())}`,
    hint: "Nothing is judged by a file that can't be read as it was meant.",
  });
}

/** An ignore file's entry under the policy's limit: its first day is untold, so today's counts. */
export function limited(entry: Entry, maxDays: number | undefined, now: number): Entry {
  const { ends } = entry;
  if (maxDays === undefined || ends === undefined || ends - now <= maxDays * DAY_MS) return entry;
  const refused = `it runs for longer than limits.exceptionMaxDays lets it, ${counted(maxDays, "day")} from now`;
  return { ...entry, refused };
}
