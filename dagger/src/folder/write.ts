/** Writes a reports folder: run.json, raw/<stage>/… and every rendering of the verdict. */
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
      const sha256 = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
      return { path: `raw/${stage}/${name}`, sha256, bytes: bytes.length };
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

/** The whole of several services, over the folders in which each has its own. */
export function writeWhole(folder: string, whole: Whole): void {
  mkdirSync(folder, { recursive: true });
  put(join(folder, "verdict.json"), `${JSON.stringify(wholeJson(whole), null, 2)}\n`);
  put(join(folder, "report.md"), wholeMarkdown(whole));
  put(join(folder, annotations.file), wholeAnnotations(whole));
  put(join(folder, "report.html"), wholeHtml(whole));
}

/** @param bill the image's bill of materials */
export function writeVerdict(folder: string, verdict: Verdict, bill?: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of render(verdict, bill)) put(join(folder, file), text);
}
