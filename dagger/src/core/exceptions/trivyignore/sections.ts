/** The YAML form, `.trivyignore.yaml`: a section for each category. */
import { z } from "zod";
import type { Category } from "../../finding.ts";
import { ok, type Result } from "../../result.ts";
import { readYaml } from "../../yaml/file.ts";
import type { FileProblem } from "../../yaml/file-problem.ts";
import type { Entry, Scope } from "../entry.ts";
import { parsePurl } from "../purl.ts";
import { endOf, entryOf, WILDCARD } from "./ignored.ts";

/** What each section is about; the plain form is about all of them. */
export const SECTIONS = {
  vulnerabilities: "vulnerability",
  misconfigurations: "misconfiguration",
  secrets: "secret",
  licenses: "licence",
} as const satisfies Record<string, Category>;

const NO_WILDCARD = "no wildcard: it would hide the next one too";

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

export function fromYaml(text: string, file: string): Result<Entry[], FileProblem[]> {
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
