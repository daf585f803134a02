/** The reports folders of several services, wherever CI jobs or one run put them. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, type Result } from "../core/result.ts";
import { type ReportsFolder, readReportsFolder } from "./read.ts";

/** The folder itself where it is one service's, else those below it that are: of one run, or of each CI job's. */
export function serviceFolders(folder: string): string[] {
  const below = servicesBelow(folder, 2);
  return below.length === 0 ? [folder] : below;
}

function servicesBelow(folder: string, levels: number): string[] {
  if (existsSync(join(folder, "run.json"))) return [folder];
  if (levels === 0 || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = readdirSync(folder).sort();
  return names.flatMap((name) => servicesBelow(join(folder, name), levels - 1));
}

/** @returns service → its reports folder; a problem where one can't be read, or two are of one service */
export function readServices(folders: readonly string[]): Result<Map<string, ReportsFolder>> {
  const found = new Map<string, ReportsFolder>();
  for (const folder of folders.flatMap(serviceFolders)) {
    const read = readReportsFolder(folder);
    if (!read.ok) return read;
    const { service } = read.value.records;
    if (found.has(service)) {
      const message = `Two reports folders are of ${service}: one of them is ${folder}.`;
      return fail({ code: "folder.twice", message, hint: "Give each service's folder once." });
    }
    found.set(service, read.value);
  }
  return ok(found);
}
