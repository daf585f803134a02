/**
 * Trivy's ignore files as exceptions, `.trivyignore` and `.trivyignore.yaml`: Trivy itself runs
 * without them, so that what they cover stays visible. Read as Trivy reads them (pkg/result/ignore.go),
 * but for what it passes over in silence: a misspelt field, a day that is none and a wildcard are
 * errors, and an entry with no last day counts for nothing.
 */
import { z } from "zod";
import type { FileProblem } from "../file-problem.ts";
import type { Category } from "../finding.ts";
import { fail, ok, type Result } from "../result.ts";
import { DAY_MS, parseDay, parseInstant } from "../time.ts";
import { readYaml } from "../yaml-file.ts";
import type { Entry, Scope } from "./entry.ts";
import { parsePurl } from "./purl.ts";

/** What each section of the YAML form is about; the plain form is about all of them. */
const SECTIONS = {
  vulnerabilities: "vulnerability",
  misconfigurations: "misconfiguration",
  secrets: "secret",
  licenses: "licence",
} as const satisfies Record<string, Category>;
const TRIVYS: readonly Category[] = Object.values(SECTIONS);

const WILDCARD = /[*?[\]{}]/;
const NO_WILDCARD = "no wildcard: it would hide the next one too";

/** The names that Trivy has for its ignore files, in a folder. */
export const IGNORE_FILES = [".trivyignore", ".trivyignore.yaml", ".trivyignore.yml"] as const;

/** @param file the file's path; a name that ends with .yaml or .yml is of the YAML form, as in Trivy */
export const parseTrivyignore = (text: string, file: string): Result<Entry[], FileProblem[]> =>
  /\.ya?ml$/.test(file) ? fromYaml(text, file) : fromLines(text, file);

/** When Trivy's `exp:` or `expired_at` ends it: at that day's first moment, or at that very time. */
function endOf(text: string): Pick<Entry, "ends" | "until"> | undefined {
  const day = parseDay(text);
  if (day !== undefined) {
    return { ends: day, until: new Date(day - DAY_MS).toISOString().slice(0, 10) };
  }
  const instant = parseInstant(text);
  return instant === undefined ? undefined : { ends: instant, until: text };
}

interface Ignored extends Pick<Entry, "id" | "scope" | "scopeWords"> {
  readonly reason: string | undefined;
  readonly expires: string | undefined;
}

function entryOf(file: string, line: number, ignored: Ignored): Entry {
  const { id, reason, expires, scope, scopeWords } = ignored;
  const end = expires === undefined ? undefined : endOf(expires);
  const how = file.endsWith("ignore") ? "exp:YYYY-MM-DD" : "expired_at: YYYY-MM-DD";
  return {
    id,
    reason: reason || "no reason is given",
    owner: `whoever keeps ${file}`,
    origin: { kind: "trivyignore", file, line },
    scope,
    scopeWords,
    untilFixed: false,
    ...(end ?? { refused: `it has no last day, and so it counts for nothing: add ${how}` }),
  };
}

/** What is no longer in force: the words above it were written for it, not for what follows. */
const SWITCHED_OFF = /^[A-Za-z]+-(?=[\w-]*\d)[\w-]+(\s+exp:\S+)?(\s+#.*)?$/;

/**
 * One id a line, `exp:YYYY-MM-DD` behind it; its reason is the comment behind it, else the one right
 * above. A comment is the reason of one entry alone, the next: of a list below it nobody can tell how
 * far it was meant to go, least of all once somebody adds a line.
 */
function fromLines(text: string, file: string): Result<Entry[], FileProblem[]> {
  const entries: Entry[] = [];
  const problems: FileProblem[] = [];
  let above: string[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const written = raw.trim();
    if (written.startsWith("#")) {
      const words = written.replace(/^#+\s*/, "");
      above = SWITCHED_OFF.test(words) ? [] : [...above, words];
      continue;
    }
    const comment = above.filter(Boolean).join(" ");
    above = [];
    if (written === "") continue;
    const hash = written.search(/\s#/);
    const behind = hash === -1 ? "" : written.slice(hash).replace(/^\s+#+\s*/, "");
    const entry = hash === -1 ? written : written.slice(0, hash).trimEnd();
    const [id = "", ...fields] = entry.split(/\s+/);
    const line = index + 1;
    const wrong = faultOf(id, fields);
    if (wrong) {
      const [code, message, hint] = wrong;
      problems.push({ file, line, column: 1, field: id, code, message, hint });
      continue;
    }
    const expires = fields[0]?.slice("exp:".length);
    const reason = behind || comment;
    const scope = { categories: TRIVYS };
    entries.push(entryOf(file, line, { id, reason, expires, scope, scopeWords: [] }));
  }
  return problems.length > 0 ? fail(problems) : ok(entries);
}

function faultOf(id: string, fields: readonly string[]): [string, string, string] | undefined {
  if (WILDCARD.test(id)) {
    return ["trivyignore.wildcard", `A wildcard is in ${id}.`, "Name one advisory or rule."];
  }
  const hint = "Write it like CVE-2024-0001 exp:2026-12-31, and a reason as # comment.";
  const strange = fields.find((field) => !field.startsWith("exp:")) ?? fields[1];
  if (strange !== undefined) {
    return ["trivyignore.unknown-field", `${strange} does not belong here.`, hint];
  }
  const [expires] = fields;
  // Trivy takes a day only.
  if (expires !== undefined && parseDay(expires.slice("exp:".length)) === undefined) {
    return ["trivyignore.no-day", `${expires} is no day of the calendar.`, hint];
  }
  return undefined;
}

const plain = z
  .string()
  .trim()
  .min(1)
  .refine((text) => !WILDCARD.test(text), NO_WILDCARD);

const ignored = z.strictObject({
  id: plain,
  paths: z.array(plain).min(1).optional(),
  purls: z
    .array(z.string().refine((text) => parsePurl(text).ok, "a package URL, with no wildcard"))
    .min(1)
    .optional(),
  expired_at: z
    .string()
    .refine((text) => endOf(text) !== undefined, "a day of the calendar, YYYY-MM-DD")
    .optional(),
  statement: z.string().optional(),
});

const list = z.array(ignored).nullable().default([]);
const ignoreFile = z
  .strictObject({ vulnerabilities: list, misconfigurations: list, secrets: list, licenses: list })
  .nullable();

function fromYaml(text: string, file: string): Result<Entry[], FileProblem[]> {
  const read = readYaml(text, file, ignoreFile, {
    code: "trivyignore",
    keys: `Trivy knows ${Object.keys(SECTIONS).join(", ")}; in each id, paths, purls, expired_at, statement.`,
  });
  if (!read.ok) return read;
  const { data, at } = read.value;
  return ok(
    Object.entries(SECTIONS).flatMap(([name, category]) =>
      (data?.[name as keyof typeof SECTIONS] ?? []).map((entry, index) => {
        const { id, statement: reason, expired_at: expires, paths, purls } = entry;
        const { line } = at([name, index, "id"]);
        const parsed = purls?.map(parsePurl).flatMap((each) => (each.ok ? [each.value] : []));
        const scope: Scope = {
          categories: [category],
          ...(paths && { paths }),
          ...(parsed && { purls: parsed }),
        };
        const scopeWords = [
          ...(purls?.map((purl) => `purl ${purl}`) ?? []),
          ...(paths?.map((path) => `path ${path}`) ?? []),
        ];
        return entryOf(file, line, { id, reason, expires, scope, scopeWords });
      }),
    ),
  );
}
