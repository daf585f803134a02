/**
 * What was given, as files of a reports folder: kept in that of each service, or laid beside a
 * folder's content for one decision.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../core/result.ts";
import type { RunRecords } from "../core/run-record.ts";
import type { Evaluate } from "../evaluate/input.ts";
import { keepBaseline } from "../scanners/baseline/baseline.ts";
import { RESCAN } from "../scanners/baseline/rescan.ts";
import { type GivenFile, givenRecord } from "../scanners/given.ts";
import type { Given } from "./given.ts";

/** Writes what was given into the service's reports folder. @returns the records with it */
export function keepGiven(out: string, records: RunRecords, given: Given, now: number): RunRecords {
  const kept = filesOf(given, records.service, () => rawFiles(out));
  for (const { stage, name, bytes } of kept) {
    mkdirSync(join(out, "raw", stage), { recursive: true });
    writeFileSync(join(out, "raw", stage, name), bytes);
  }
  const at = new Date(now).toISOString();
  return { ...records, stages: [...records.stages, ...kept.map((file) => givenRecord(file, at))] };
}

/** What is judged: a folder's content, or bare reports. */
type Judged = Pick<Evaluate, "records" | "files">;

/**
 * Knowledge (baseline, KEV, EPSS) may be renewed; another tool's report is evidence of the run.
 * @returns a problem where a report would stand in for another one of the same stage
 */
export function replacedEvidence(
  { files, records }: Judged,
  { sarif }: Given,
): Problem | undefined {
  const other = sarif.find(
    ({ stage, name, bytes }) =>
      (files.has(stage) || records?.stages.some((each) => each.stage === stage)) &&
      !sameBytes(files.get(stage)?.get(name), bytes),
  );
  if (!other) return undefined;
  return {
    code: "given.replaces",
    message: `${other.stage} is in the reports folder already, with another report.`,
    hint: "Leave that --sarif out, give it another name, or run the gate again with the newer report.",
  };
}

const sameBytes = (one: Uint8Array | undefined, other: Uint8Array): boolean =>
  one !== undefined && Buffer.compare(one, other) === 0;

/**
 * The same with what was given now in place of what was given to the run; another tool's report that
 * is there already stays as it is (`replacedEvidence`).
 */
export function withGiven(folder: Judged, service: string, given: Given, now: number): Judged {
  const sarif = given.sarif.filter(({ stage }) => !folder.files.has(stage));
  const kept = filesOf({ ...given, sarif }, service, () =>
    [...folder.files.values()].flatMap((files) => [...files.values()]),
  );
  if (kept.length === 0) return folder;
  const stages = kept.map(({ stage }) => stage);
  const files = new Map(folder.files);
  for (const { stage, name, bytes } of kept) files.set(stage, new Map([[name, bytes]]));
  const at = new Date(now).toISOString();
  const { records } = folder;
  return {
    files,
    records: records && {
      ...records,
      stages: [
        ...records.stages.filter(({ stage }) => !stages.includes(stage)),
        ...kept.map((file) => givenRecord(file, at)),
      ],
    },
  };
}

function filesOf(
  { baselines, kev, epss, sarif }: Given,
  service: string,
  reports: () => Iterable<Uint8Array>,
): GivenFile[] {
  const baseline = baselines.get(service);
  return [
    ...(baseline ? [keepBaseline(baseline.bytes)] : []),
    ...(kev ? [kev] : []),
    ...(epss ? [epss(namedIn(reports()))] : []),
    ...sarif,
  ];
}

/** Every CVE that a report names, wherever in it. */
function namedIn(reports: Iterable<Uint8Array>): Set<string> {
  const names = new Set<string>();
  for (const bytes of reports) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
    for (const [name] of text.matchAll(/CVE-\d{4}-\d{4,19}/g)) names.add(name);
  }
  return names;
}

function* rawFiles(out: string): Iterable<Uint8Array> {
  const raw = join(out, "raw");
  for (const stage of existsSync(raw) ? readdirSync(raw) : []) {
    if (stage === RESCAN) continue;
    for (const name of readdirSync(join(raw, stage))) yield readFileSync(join(raw, stage, name));
  }
}
