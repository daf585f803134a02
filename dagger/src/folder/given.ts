/**
 * Baseline, catalogue of the known exploited, EPSS scores and other tools' SARIF, as files that are
 * given: read once, kept in the reports folder of each service, or laid beside a folder's content for one decision.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, type Problem, type Result } from "../core/result.ts";
import type { RunRecords } from "../core/run-record.ts";
import type { Evaluate } from "../evaluate.ts";
import { keepBaseline } from "../scanners/baseline/baseline.ts";
import { RESCAN, rescanner } from "../scanners/baseline/rescan.ts";
import { keepEpss } from "../scanners/epss/epss.ts";
import { type GivenFile, givenRecord } from "../scanners/given.ts";
import { STAGES } from "../scanners/index.ts";
import { keepKev } from "../scanners/kev/kev.ts";
import { keepSarif } from "../scanners/sarif/given.ts";
import type { Scanner } from "../scanners/scanner.ts";
import { type GivenBaseline, readBaselines } from "./baselines.ts";
import { isFile } from "./is-file.ts";

const OWN_STAGES = new Set([...STAGES, RESCAN]);

export interface GivenPaths {
  readonly baselines?: readonly string[] | undefined;
  readonly kev?: string | undefined;
  readonly epss?: string | undefined;
  /** Reports of other tools, by the stage that each is to be. */
  readonly sarif?: ReadonlyMap<string, string> | undefined;
}

export interface Given {
  /** By service. */
  readonly baselines: ReadonlyMap<string, GivenBaseline>;
  readonly kev?: GivenFile;
  /** What is kept of the scores for these CVEs. */
  readonly epss?: (wanted: ReadonlySet<string>) => GivenFile;
  readonly sarif: readonly GivenFile[];
}

/** The stages that the given reports of other tools are to be. */
export const givenStages = ({ sarif }: Given): string[] => sarif.map(({ stage }) => stage);

/** @returns a problem where a file is not there or is not what it should be */
export function readGiven({
  baselines = [],
  kev,
  epss,
  sarif = new Map(),
}: GivenPaths): Result<Given> {
  const read = readBaselines(baselines);
  if (!read.ok) return read;
  for (const path of [kev, epss, ...sarif.values()]) {
    if (path === undefined || isFile(path)) continue;
    const hint = "Name a file that there is.";
    return fail({ code: "given.missing", message: `No such file: ${path}.`, hint });
  }
  const catalogue = kev === undefined ? undefined : keepKev(readFileSync(kev), kev);
  if (catalogue && !catalogue.ok) {
    const hint = "Download CISA's known_exploited_vulnerabilities.json again.";
    return fail({ ...catalogue.error, hint });
  }
  const scores = epss === undefined ? undefined : readScores(epss);
  if (scores && !scores.ok) return scores;
  const others: GivenFile[] = [];
  for (const [stage, path] of sarif) {
    const kept = keepSarif(stage, readFileSync(path), OWN_STAGES);
    if (!kept.ok) return fail({ ...kept.error, message: `${path}: ${kept.error.message}` });
    others.push(kept.value);
  }
  return ok({
    baselines: read.value,
    sarif: others,
    ...(catalogue && { kev: catalogue.value }),
    ...(scores && { epss: scores.value }),
  });
}

function readScores(path: string): Result<NonNullable<Given["epss"]>> {
  const bytes = readFileSync(path);
  const none = keepEpss(bytes, path, new Set());
  if (!none.ok) return none;
  return ok((wanted) => {
    const kept = keepEpss(bytes, path, wanted);
    return kept.ok ? kept.value : none.value;
  });
}

/** @returns a problem where a baseline is of a service that is not judged */
export function strangeBaseline(
  { baselines }: Given,
  services: readonly string[],
): Problem | undefined {
  const stranger = [...baselines.keys()].find((service) => !services.includes(service));
  if (stranger === undefined) return undefined;
  return {
    code: "baseline.other-service",
    message: `The baseline is of ${stranger}, which is not judged here.`,
    hint: `Judged: ${services.join(", ")}.`,
  };
}

/** What scans the baseline's bills of materials again; undefined where there are none. */
export function rescanOf({ baselines }: Given, service: string): Scanner | undefined {
  const boms = baselines.get(service)?.boms;
  return boms && rescanner(boms);
}

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
