/**
 * Trivy's ignore files as exceptions, `.trivyignore` and `.trivyignore.yaml`: Trivy itself runs
 * without them, so that what they cover stays visible. Read as Trivy reads them (pkg/result/ignore.go),
 * but for what it passes over in silence: a misspelt field, a day that is none and a wildcard are
 * errors, and an entry with no last day counts for nothing.
 */

import type { Result } from "../../result.ts";
import type { FileProblem } from "../../yaml/file-problem.ts";
import type { Entry } from "../entry.ts";
import { fromLines } from "./lines.ts";
import { fromYaml } from "./sections.ts";

/** The names that Trivy has for its ignore files, in a folder. */
export const IGNORE_FILES = [".trivyignore", ".trivyignore.yaml", ".trivyignore.yml"] as const;

/** @param file the file's path; a name that ends with .yaml or .yml is of the YAML form, as in Trivy */
export const parseTrivyignore = (text: string, file: string): Result<Entry[], FileProblem[]> =>
  /\.ya?ml$/.test(file) ? fromYaml(text, file) : fromLines(text, file);
