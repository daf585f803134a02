/** Reads a reports folder from disk: run.json, raw/<stage>/… and a kept image; no links. */
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Declared } from "../core/exceptions/declared.ts";
import { fail, ok, type Result } from "../core/result.ts";
import { type RunRecords, runRecords } from "../core/run-record.ts";
import { checkArchive } from "./archive.ts";
import { readExceptionFiles } from "./exceptions.ts";

export interface ReportsFolder {
  readonly records: RunRecords;
  readonly files: Map<string, Map<string, Uint8Array>>;
  /** Ignore files and VEX of the source. */
  readonly declared: Declared;
}

/**
 * @param folder a folder that a run left
 * @returns what it holds; a problem where it is no such folder or its run.json can't be read
 */
export function readReportsFolder(folder: string): Result<ReportsFolder> {
  const path = join(folder, "run.json");
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) {
    return fail({
      code: "folder.no-run",
      message: `${path} is not there.`,
      hint: "Name a folder that a run left. The command line takes bare reports too: --report STAGE=FILE.",
    });
  }
  if (!found.isFile()) return stray(path);
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const message = `${path} is not whole JSON: ${(error as Error).message}`;
    return fail({ code: "folder.run-broken", message, hint: "Run the gate again." });
  }
  const parsed = runRecords.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const message = `${path}, ${issue?.path.join(".") || "top level"}: ${issue?.message}`;
    return fail({ code: "folder.run-shape", message, hint: "Run the gate again." });
  }
  const archive = checkArchive(folder, parsed.data);
  if (!archive.ok) return archive;
  const declared = readExceptionFiles(folder, parsed.data);
  if (!declared.ok) return declared;
  const raw = readRaw(join(folder, "raw"));
  return raw.ok ? ok({ records: parsed.data, files: raw.value, declared: declared.value }) : raw;
}

/** @param raw the folder that holds one for each stage */
export function readRaw(raw: string): Result<ReportsFolder["files"]> {
  const files: ReportsFolder["files"] = new Map();
  if (existsSync(raw) && !lstatSync(raw).isDirectory()) return stray(raw);
  for (const stage of existsSync(raw) ? readdirSync(raw).sort() : []) {
    const content = new Map<string, Uint8Array>();
    const folder = join(raw, stage);
    if (!lstatSync(folder).isDirectory()) return stray(folder);
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (!lstatSync(path).isFile()) return stray(path);
      content.set(name, readFileSync(path));
    }
    files.set(stage, content);
  }
  return ok(files);
}

const stray = (path: string): Result<never> =>
  fail({
    code: "folder.stray",
    message: `${path} is a link or no plain file.`,
    hint: "A reports folder holds plain files, of raw/ only raw/<stage>/<file>; export into an empty folder.",
  });
