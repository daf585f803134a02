/** Baseline, catalogue of the known exploited, EPSS scores and other tools' SARIF, as files that are given. */
import { readFileSync } from "node:fs";
import { fail, ok, type Problem, type Result } from "../core/result.ts";
import { RESCAN, rescanner } from "../scanners/baseline/rescan.ts";
import { keepEpss } from "../scanners/epss/epss.ts";
import type { GivenFile } from "../scanners/given.ts";
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
