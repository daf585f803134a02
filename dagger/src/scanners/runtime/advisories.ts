/**
 * The file that a runtime's version is held against: advisories and ends of life, with the date up
 * to which its sources were read. One is built in; a run takes another one in its place, and the
 * one it took lies beside its report, so that whoever decides later decides over the same bytes.
 */
import { z } from "zod";
import { instant } from "../../core/instant.ts";
import { parseDay } from "../../core/time.ts";
import { RUNTIMES } from "./kinds/index.ts";
import { VERSION } from "./versions.ts";

const version = z.string().regex(VERSION, "a version of three numbers");

const range = z.strictObject({
  from: version,
  before: version.optional().describe("The first version without the problem"),
  through: version.optional().describe("The last version with it, where none is fixed"),
});

const advisory = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  severity: z.string().optional(),
  affected: z.array(range).min(1),
  url: z.string().optional(),
});

const runtime = z.strictObject({
  updated: instant.describe("Up to when its advisories were read"),
  sources: z.array(z.string()).describe("Repository at commit, each"),
  releases: z
    .record(
      z.string(),
      z
        .string()
        .refine((day) => parseDay(day) !== undefined, "a day, YYYY-MM-DD")
        .nullable(),
    )
    .describe("Release line → the day on which it ends; null where none is set yet"),
  advisories: z.array(advisory),
});

export const advisoriesFile = z.strictObject({
  schema: z.literal(1),
  runtimes: z.partialRecord(z.enum(RUNTIMES), runtime),
});

export type AdvisoriesFile = z.output<typeof advisoriesFile>;
export type Advisory = z.output<typeof advisory>;
export type RuntimeAdvisories = z.output<typeof runtime>;
