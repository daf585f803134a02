/**
 * CISA's catalogue of known exploited vulnerabilities, from a given file.
 * https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json, its schema
 * beside it. Whole where it holds as many entries as it says.
 */

import { z } from "zod";
import { counted } from "../../core/counted.ts";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/json/read.ts";
import { ok, type Result } from "../../core/result.ts";
import { parseDay } from "../../core/time.ts";
import { type GivenFile, original, tooOld } from "../given.ts";
import type { Scanner } from "../scanner.ts";

/** Has been in it since October 2023: a catalogue without it is not CISA's whole one. */
const CANARY = "CVE-2023-44487";
const FILE = "known-exploited.json";
const TOOL = "cisa-kev";

/** In another form no finding would be found by it. */
const cve = z.string().regex(/^CVE-\d{4}-\d{4,19}$/, "a CVE, such as CVE-2024-0001");
const day = z.string().refine((text) => parseDay(text) !== undefined, "a day, YYYY-MM-DD");
const catalogue = z
  .object({
    catalogVersion: z.string().min(1),
    dateReleased: z.string(),
    count: z.int(),
    vulnerabilities: z.array(z.object({ cveID: cve, dateAdded: day, dueDate: day })).min(1),
  })
  .refine(({ count, vulnerabilities }) => count === vulnerabilities.length, {
    path: ["count"],
    message: "as many entries as it says",
  });

export const kev: Scanner = {
  stage: "kev",
  title: "Known exploited vulnerabilities (CISA)",
  outputs: [FILE],
  mayNotApply: false,
  given: true,
  install: "Give CISA's known_exploited_vulnerabilities.json with --kev.",
  read,
};

/** What is kept of the file: every entry, with its days. */
export function keepKev(bytes: Uint8Array, name: string): Result<GivenFile, Gap> {
  const parsed = readJson(bytes, name, catalogue);
  if (!parsed.ok) return parsed;
  const kept = Buffer.from(`${JSON.stringify(parsed.value)}\n`);
  const tool = { name: TOOL, version: parsed.value.catalogVersion };
  return ok({ stage: kev.stage, name: FILE, bytes: kept, tool, evidence: original(bytes) });
}

const NOT_WHOLE: Gap = {
  code: "kev.canary",
  message: `CISA's catalogue does not name ${CANARY}, which it has held for years.`,
  hint: "Give the whole catalogue.",
};

function read({ files, limits, now }: StageInput): Reading {
  const parsed = readJson(files.get(FILE), "The catalogue of known exploited", catalogue);
  if (!parsed.ok) return unreadable(TOOL, parsed.error);
  const { catalogVersion, dateReleased, vulnerabilities } = parsed.value;
  return {
    findings: [],
    tool: { name: TOOL, version: catalogVersion },
    facts: [
      {
        name: "catalogue",
        value: `${counted(vulnerabilities.length, "entry", "entries")}, released ${dateReleased}`,
      },
    ],
    gaps: [
      ...tooOld("CISA's catalogue", dateReleased, limits.kevMaxAgeDays, now),
      ...(vulnerabilities.some(({ cveID }) => cveID === CANARY) ? [] : [NOT_WHOLE]),
    ],
    notes: [],
    knowledge: {
      exploited: new Map(
        vulnerabilities.map(({ cveID, dateAdded: added, dueDate: due }) => [cveID, { added, due }]),
      ),
    },
  };
}
