/** Reads what `--baseline` names: a verdict.json, or the reports folder of one service or of several. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { checkOutputs } from "../core/check-outputs.ts";
import { type EarlierVerdict, readEarlier } from "../core/earlier.ts";
import { readJson } from "../core/json/read.ts";
import { fail, ok, type Result } from "../core/result.ts";
import { type OldBoms, WITH_BOM } from "../scanners/baseline/rescan.ts";
import { SBOM } from "../scanners/trivy/sbom.ts";
import { isFile } from "./is-file.ts";
import { readReportsFolder } from "./read.ts";

export interface GivenBaseline {
  /** verdict.json as it is. */
  readonly bytes: Uint8Array;
  readonly earlier: EarlierVerdict;
  /** Where a reports folder was given that holds bills of materials. */
  readonly boms?: OldBoms;
}

/** The verdict over several services: each has its own in the folder of its name. */
const whole = z.object({ services: z.array(z.object({ service: z.string() })) });
const layers = z.object({
  Metadata: z.object({ DiffIDs: z.array(z.string()).nullish() }).optional(),
});

const hint = "Give a verdict.json that Greengate wrote, or its reports folder.";

const noFile = (path: string): Result<never> =>
  fail({ code: "baseline.no-file", message: `${path} is no file.`, hint });

/** @returns service → its baseline; a problem where a path is none, or two are of one service */
export function readBaselines(paths: readonly string[]): Result<Map<string, GivenBaseline>> {
  const baselines = new Map<string, GivenBaseline>();
  for (const path of paths) {
    if (!existsSync(path)) {
      return fail({ code: "baseline.missing", message: `No such path: ${path}.`, hint });
    }
    const isFolder = statSync(path).isDirectory();
    if (!isFolder && !isFile(path)) return noFile(path);
    const places = isFolder ? foldersIn(path) : filesOf(path);
    if (places.length === 0) {
      const message = `${path} holds no verdict.json.`;
      return fail({ code: "baseline.no-verdict", message, hint });
    }
    for (const place of places) {
      const read = readBaseline(place, isFolder);
      if (!read.ok) return read;
      const { service } = read.value.earlier;
      if (baselines.has(service)) {
        const message = `Two baselines are of ${service}: one of them is ${place}.`;
        return fail({ code: "baseline.twice", message, hint: "Give one for each service." });
      }
      baselines.set(service, read.value);
    }
  }
  return ok(baselines);
}

/** The verdict.json of the folder, or of the folders in it where that is of several services. */
function foldersIn(folder: string): string[] {
  const own = join(folder, "verdict.json");
  if (existsSync(own)) return filesOf(own);
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name, "verdict.json"))
    .filter((path) => existsSync(path));
}

function filesOf(path: string): string[] {
  if (!isFile(path)) return [path];
  const joined = readJson(readFileSync(path), path, whole);
  if (!joined.ok) return [path];
  return joined.value.services.map(({ service }) => join(dirname(path), service, "verdict.json"));
}

function readBaseline(path: string, withBoms: boolean): Result<GivenBaseline> {
  if (existsSync(path) && !isFile(path)) return noFile(path);
  const bytes = existsSync(path) ? readFileSync(path) : undefined;
  const earlier = readEarlier(bytes, path);
  if (!earlier.ok) return earlier;
  const given = { bytes: bytes ?? new Uint8Array(), earlier: earlier.value };
  if (!withBoms || !existsSync(join(dirname(path), "run.json"))) return ok(given);
  const boms = bomsIn(dirname(path), earlier.value);
  return boms.ok ? ok({ ...given, ...(boms.value && { boms: boms.value }) }) : boms;
}

/**
 * Each only where it is, byte for byte, what that run wrote, and its stage was whole then: what a
 * stage missed for want of evidence is no news of the database.
 */
function bomsIn(
  folder: string,
  { sha256, service, complete }: EarlierVerdict,
): Result<OldBoms | undefined> {
  const read = readReportsFolder(folder);
  if (!read.ok) return read;
  const { records, files } = read.value;
  if (records.service !== service) {
    const message = `${folder} holds the verdict of ${service} over the reports of ${records.service}.`;
    return fail({ code: "baseline.mixed", message, hint });
  }
  const boms: Partial<Record<(typeof WITH_BOM)[number], string>> = {};
  let firstLayer: string | undefined;
  for (const stage of WITH_BOM) {
    const record = records.stages.find((each) => each.stage === stage);
    const content = files.get(stage);
    const bom = content?.get(SBOM);
    if (!record || !content || !bom || !complete.has(stage)) continue;
    const [changed] = checkOutputs(record, content);
    if (changed) {
      const message = `${folder}: ${changed.message}`;
      return fail({ ...changed, message, hint: "Give the baseline's folder as it was written." });
    }
    boms[stage] = Buffer.from(bom).toString("utf8");
    if (stage !== "trivy-image") continue;
    const report = readJson(content.get("report.json"), "Trivy's report", layers);
    firstLayer = report.ok ? report.value.Metadata?.DiffIDs?.[0] : undefined;
  }
  return ok(Object.keys(boms).length === 0 ? undefined : { boms, firstLayer, of: sha256 });
}
