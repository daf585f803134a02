/** What the runner tells of an image beside its scan: that of an older Greengate did not look for all of it. */
import type { z } from "zod";
import type { Reading, StageInput } from "../../core/evidence.ts";

export interface Told<T> extends Pick<Reading, "gaps" | "notes"> {
  /** Absent where nothing is told, or not rightly. */
  readonly value?: T;
}

/** Of one member of the evidence in a run record. */
export interface Asked<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly code: string;
  /** What the record does not say rightly: `which packages are hard links`. */
  readonly what: string;
  /** What an older one did not do: `look for hard links`. */
  readonly older: string;
}

/**
 * A record without the member is of an older Greengate: that is said, and is no gap, since such a
 * record is no worse than it was. Without a record, `javaEvidence` asks for one.
 */
export function toldOf<T>(
  { record }: StageInput,
  { name, schema, code, what, older }: Asked<T>,
): Told<T> {
  if (!record) return { gaps: [], notes: [] };
  const told = schema.optional().safeParse(record.evidence[name]);
  if (!told.success) {
    const message = `The run record does not say rightly ${what}.`;
    const hint = "Run the stage again with this version of Greengate.";
    return { gaps: [{ code, message, hint }], notes: [] };
  }
  if (told.data !== undefined) return { value: told.data, gaps: [], notes: [] };
  const note = `The run record is of an older Greengate: it did not ${older}.`;
  return { gaps: [], notes: [note] };
}
