/** The plain form, `.trivyignore`. */

import { fail, ok, type Result } from "../../result.ts";
import { parseDay } from "../../time.ts";
import type { FileProblem } from "../../yaml/file-problem.ts";
import type { Entry } from "../entry.ts";
import { entryOf, WILDCARD } from "./ignored.ts";
import { SECTIONS } from "./sections.ts";

const CATEGORIES = Object.values(SECTIONS);

/** What is no longer in force: the words above it were written for it, not for what follows. */
const SWITCHED_OFF = /^[A-Za-z]+-(?=[\w-]*\d)[\w-]+(\s+exp:\S+)?(\s+#.*)?$/;

/**
 * One id a line, `exp:YYYY-MM-DD` behind it; its reason is the comment behind it, else the one right
 * above. A comment is the reason of one entry alone, the next: of a list below it nobody can tell how
 * far it was meant to go, least of all once somebody adds a line.
 */
export function fromLines(text: string, file: string): Result<Entry[], FileProblem[]> {
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
    const scope = { categories: CATEGORIES };
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
