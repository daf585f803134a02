/** How old what a run rests on may be, and how long an exception may run: a part of the policy's schema. */
import { z } from "zod";

/** A thousand years: a day that lies further ahead may be none that JavaScript has. Who means never leaves it out. */
export const MOST_HOURS = 8_766_000;

export const hours = z.number().positive();

export const limits = z.strictObject({
  databaseMaxAgeHours: hours.default(48).describe("Oldest vulnerability database that counts"),
  // Built daily, and by its own date good for three days. An older one names only the newest
  // archives not: whether they are vulnerable, the other database tells.
  javaDatabaseMaxAgeDays: z
    .number()
    .positive()
    .default(7)
    .describe("Oldest Java database that counts, where an image holds Java archives"),
  scanMaxAgeHours: hours.default(24).describe("Oldest scan that counts, fresh or reused"),
  // Node.js gives security releases about once a quarter: a quarter and a month old, the file
  // has missed one, and perhaps a second.
  runtimeAdvisoriesMaxAgeDays: z
    .number()
    .positive()
    .default(120)
    .describe("Oldest list of a language runtime's advisories that counts"),
  exceptionMaxDays: z
    .int()
    .positive()
    .max(MOST_HOURS / 24)
    .optional()
    .describe("How many days an exception may run; each must then say since when it does"),
  // CISA adds to it about weekly, holidays aside.
  kevMaxAgeDays: z
    .number()
    .positive()
    .default(14)
    .describe("Oldest catalogue of known exploited vulnerabilities that counts"),
  epssMaxAgeDays: z.number().positive().default(7).describe("Oldest EPSS scores that count"),
});
