/** Changes a report's text before it is stored, for what a scanner writes that nobody should keep. */
import type { z } from "zod";

/**
 * @param change undefined where there is nothing to change
 * @returns the changed text; what is no such report stays as it is, for the reader to refuse
 */
export function rewriteJson<T extends z.ZodType>(
  text: string,
  schema: T,
  change: (report: z.output<T>) => unknown,
): string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return text;
  }
  const parsed = schema.safeParse(data);
  const changed = parsed.success ? change(parsed.data) : undefined;
  return changed === undefined ? text : `${JSON.stringify(changed, null, 2)}\n`;
}
