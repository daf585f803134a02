/** Writes a reports folder: run.json, raw/<stage>/… and every rendering of the verdict. */
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "../core/digest.ts";
import type { RunRecords, StageRecord } from "../core/run-record.ts";
import type { Verdict } from "../core/verdict.ts";
import { type Whole, wholeJson } from "../core/whole.ts";
import { annotations, wholeAnnotations } from "../outputs/annotations.ts";
import { render } from "../outputs/index.ts";
import { wholeHtml } from "../outputs/whole/html.ts";
import { wholeMarkdown } from "../outputs/whole/markdown.ts";

/** Lists what lies in raw/<stage>/ with digests, as a stage record wants it. */
export function listOutputs(folder: string, stage: string): StageRecord["outputs"] {
  const raw = join(folder, "raw", stage);
  return readdirSync(raw)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(raw, name));
      return { path: `raw/${stage}/${name}`, sha256: digestOf(bytes), bytes: bytes.length };
    });
}

/** In a link's place, not through it: a folder that another job left may hold one to any file. */
function put(path: string, text: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(path);
  writeFileSync(path, text);
}

export function writeRecords(folder: string, records: RunRecords): void {
  mkdirSync(folder, { recursive: true });
  put(join(folder, "run.json"), `${JSON.stringify(records, null, 2)}\n`);
}

/**
 * Every earlier one goes first: where the disk is full, or the run is ended half-way, what is left is
 * of this verdict, and no green report of another one lies beside a red one.
 */
function putAll(folder: string, texts: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const file of texts.keys()) rmSync(join(folder, file), { force: true });
  for (const [file, text] of texts) writeFileSync(join(folder, file), text);
}

/** The whole of several services, over the folders in which each has its own. */
export function writeWhole(folder: string, whole: Whole): void {
  putAll(
    folder,
    new Map([
      ["verdict.json", `${JSON.stringify(wholeJson(whole), null, 2)}\n`],
      ["report.md", wholeMarkdown(whole)],
      [annotations.file, wholeAnnotations(whole)],
      ["report.html", wholeHtml(whole)],
    ]),
  );
}

/** @param bill the image's bill of materials */
export function writeVerdict(folder: string, verdict: Verdict, bill?: Uint8Array): void {
  putAll(folder, render(verdict, bill));
}
