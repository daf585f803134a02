/** Keeps the passwords that Bandit finds out of what is stored and shown. */
import { z } from "zod";

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

/** @returns the report without lines of code; what is no report stays, for the reader to refuse */
export function withoutCode(text: string): string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return text;
  }
  const parsed = report.safeParse(data);
  if (!parsed.success) return text;
  const results = parsed.data.results.map(({ code: _, ...result }) => ({
    ...result,
    issue_text: withoutValue(result.test_id, result.issue_text),
  }));
  return `${JSON.stringify({ ...parsed.data, results }, null, 2)}\n`;
}
