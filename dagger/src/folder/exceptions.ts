/**
 * Ignore files and VEX of the source in a reports folder, in exceptions/: whoever judges the folder
 * has no source. Copied as they were when it was scanned, with their digests in run.json.
 */
import { copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { digestOf } from "../core/digest.ts";
import { type Declared, parseDeclared } from "../core/exceptions/declared.ts";
import { exceptionPaths } from "../core/exceptions/paths.ts";
import type { Policy } from "../core/policy/policy.ts";
import { fail, ok, type Result } from "../core/result.ts";
import type { RunRecords } from "../core/run-record.ts";
import { endOf, isPlainFile, isThere } from "../source/end.ts";

export const EXCEPTIONS = "exceptions";

const hint = "Run the gate again into an empty folder.";

/**
 * Copies what of `exceptionPaths` is there into the reports folder.
 * @returns what run.json says of them; a problem where one is a link or can't be read as it was
 *   meant, or a VEX file of the policy is not there
 */
export function keepExceptionFiles(
  out: string,
  source: string,
  policy: Policy,
): Result<Pick<RunRecords, "exceptions">> {
  const there: string[] = [];
  for (const path of exceptionPaths(policy)) {
    // What a link leads to is not read: it may be no part of the source.
    const found = isThere(source, path) || endOf(source, path).end.kind === "file";
    if (isPlainFile(source, path)) {
      there.push(path);
    } else if (found || policy.vex.includes(path)) {
      const message = found
        ? `${path} is no plain file, or a link leads to it.`
        : `${path} is not there.`;
      const what = found ? "Put a plain file in its place." : "The policy's vex names it.";
      return fail({ code: "exceptions.no-file", message, hint: what });
    }
  }
  const parsed = parseDeclared(there.map((path) => [path, textOf(join(source, path))]));
  if (!parsed.ok) return parsed;
  if (there.length === 0) return ok({});
  const exceptions = there.map((path) => {
    const to = join(out, EXCEPTIONS, path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(source, path), to);
    const bytes = readFileSync(to);
    return { path: `${EXCEPTIONS}/${path}`, sha256: digestOf(bytes), bytes: bytes.length };
  });
  return ok({ exceptions });
}

/** @returns a problem where one is absent, changed, or there and not listed */
export function readExceptionFiles(
  folder: string,
  { exceptions = [] }: RunRecords,
): Result<Declared> {
  const listed = new Map(exceptions.map((each) => [each.path, each.sha256]));
  const top = lstatSync(join(folder, EXCEPTIONS), { throwIfNoEntry: false });
  const found = top?.isDirectory() ? filesIn(folder, EXCEPTIONS) : top ? [EXCEPTIONS] : [];
  const stray = found.find((path) => !listed.has(path));
  if (stray !== undefined) {
    const message = `${join(folder, stray)} is not in the run record, or no plain file.`;
    return fail({ code: "exceptions.stray", message, hint });
  }
  const texts: [string, string][] = [];
  for (const [path, sha256] of listed) {
    if (!found.includes(path)) {
      const message = `${join(folder, path)} is recorded but not there.`;
      return fail({ code: "exceptions.missing", message, hint });
    }
    if (digestOf(readFileSync(join(folder, path))) !== sha256) {
      const message = `${join(folder, path)} is not what the run wrote.`;
      return fail({ code: "exceptions.changed", message, hint });
    }
    texts.push([path.slice(EXCEPTIONS.length + 1), textOf(join(folder, path))]);
  }
  return parseDeclared(texts);
}

/** Every file below, links and the like too, under a name that no record lists. */
function filesIn(folder: string, at: string): string[] {
  return readdirSync(join(folder, at), { withFileTypes: true }).flatMap((entry) => {
    const path = `${at}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(folder, path);
    return [entry.isFile() ? path : `${path} (no plain file)`];
  });
}

const textOf = (path: string): string => readFileSync(path, "utf8");
