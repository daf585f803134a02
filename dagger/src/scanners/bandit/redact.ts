/** Keeps the passwords that Bandit finds out of what is stored and shown. */
import { z } from "zod";
import { rewriteJson } from "../rewrite-json.ts";

/** B105 to B107 end their text with the value: `Possible hardcoded password: 'hunter2'`. */
const TELLS_VALUE = /^B10[567]$/;

export function withoutValue(id: string, text: string): string {
  return TELLS_VALUE.test(id) ? text.replace(/:.*$/s, "") : text;
}

const report = z.looseObject({
  results: z.array(
    z.looseObject({ code: z.string().optional(), issue_text: z.string(), test_id: z.string() }),
  ),
});

/** Without the lines of code, which may hold any secret. */
export const withoutCode = (text: string): string =>
  rewriteJson(text, report, ({ results, ...rest }) => ({
    ...rest,
    results: results.map(({ code: _, ...result }) => ({
      ...result,
      issue_text: withoutValue(result.test_id, result.issue_text),
    })),
  }));
