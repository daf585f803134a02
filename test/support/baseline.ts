/** Baselines, a catalogue and scores for the tests, in the shape of the real files. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { type Given, readGiven } from "../../dagger/src/folder/given.ts";
import { withGiven } from "../../dagger/src/folder/given-files.ts";
import { json } from "../../dagger/src/outputs/json.ts";
import { temporary } from "../e2e/greengate.ts";
import type { Run } from "./run.ts";

/** Writes a file into a folder of its own. @returns its path */
export function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(temporary(), name);
  writeFileSync(path, content);
  return path;
}

export const verdictFile = (verdict: Verdict): string =>
  fileOf("verdict.json", json.render(verdict));

/** CISA's file, with these entries. */
export function kevFile(
  entries: Readonly<Record<string, { added: string; due: string }>>,
  dateReleased = "2026-11-24T17:04:19.9796Z",
): string {
  const vulnerabilities = Object.entries({
    "CVE-2023-44487": { added: "2023-10-10", due: "2023-10-31" },
    ...entries,
  }).map(([cveID, { added, due }]) => ({
    cveID,
    vendorProject: "Someone",
    product: "Something",
    vulnerabilityName: "Something Vulnerability",
    dateAdded: added,
    shortDescription: "Something may happen.",
    requiredAction: "Apply mitigations per vendor instructions.",
    dueDate: due,
    knownRansomwareCampaignUse: "Unknown",
    notes: "",
    cwes: ["CWE-400"],
  }));
  const title = "CISA Catalog of Known Exploited Vulnerabilities";
  const count = vulnerabilities.length;
  const catalogue = { title, catalogVersion: "2026.11.24", dateReleased, count, vulnerabilities };
  return fileOf("known_exploited_vulnerabilities.json", JSON.stringify(catalogue));
}

/** FIRST's file, with these scores. */
export const epssText = (
  scores: Readonly<Record<string, number>>,
  date = "2026-11-24T12:00:21Z",
): string =>
  [
    `#model_version:v2026.06.15,score_date:${date}`,
    "cve,epss,percentile",
    "CVE-1999-0001,0.03351,0.88243",
    ...Object.entries(scores).map(([cve, score]) => `${cve},${score},0.5`),
    "",
  ].join("\n");

function given(paths: Parameters<typeof readGiven>[0]): Given {
  const read = readGiven(paths);
  if (!read.ok) throw new Error(`${read.error.message} ${read.error.hint}`);
  return read.value;
}

/** The run with what is given beside it. */
export function runWith(run: Run, paths: Parameters<typeof readGiven>[0]): Run {
  const { service } = run.records;
  const { records, files } = withGiven(run, service, given(paths), run.now);
  const copied = [...files].map(([stage, content]) => [stage, new Map(content)] as const);
  return { ...run, records: records ?? run.records, files: new Map(copied) };
}
