/** Reads a report's bytes as JSON of a given shape; what can't be read is a gap, never an empty list. */
import type { z } from "zod";
import type { Gap } from "../gap.ts";
import { fail, ok, type Result } from "../result.ts";
import { type KeptMembers, parseWithLists } from "./lists.ts";

/** 512 MiB is the longest text that V8 holds; a report of that size is no report. */
const MOST_BYTES = 500 * 1024 * 1024;

/**
 * @param bytes the file, or undefined where there is none
 * @param name what to call the file in a message
 * @param schema what the decision needs of it; unknown fields are passed over
 * @param lists keys of long lists that the schema takes as a `JsonList`, each with what it reads of an entry
 */
export function readJson<T extends z.ZodType>(
  bytes: Uint8Array | undefined,
  name: string,
  schema: T,
  lists?: KeptMembers,
): Result<z.output<T>, Gap> {
  const gap = (code: string, message: string): Result<never, Gap> =>
    fail({ code, message, hint: "Run the stage again and look at its log." });

  if (!bytes) return gap("report.missing", `${name} is not there.`);
  if (bytes.length === 0) return gap("report.empty", `${name} is empty.`);
  if (bytes.length > MOST_BYTES) return gap("report.huge", `${name} is larger than 500 MiB.`);
  let parsed: z.ZodSafeParseResult<z.output<T>>;
  try {
    const data: unknown = lists
      ? parseWithLists(bytes, lists)
      : JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    // A list's entries are parsed while the schema reads them.
    parsed = schema.safeParse(data);
  } catch (error) {
    return gap("report.not-json", `${name} is not whole JSON: ${(error as Error).message}`);
  }
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join(".") || "its top level";
  return gap("report.wrong-shape", `${name} is not such a report: at ${where}, ${issue?.message}`);
}
