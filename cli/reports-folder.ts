/** The folder of `--out`. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./usage.ts";

/**
 * Wipes what an earlier run left, before anything is run: a verdict that stays while the new run
 * fails could be taken for the new one's.
 *
 * @throws UsageError where the folder holds anything but a run's reports; it is left as it is then
 */
export function emptied(out: string): void {
  const names = existsSync(out) ? readdirSync(out) : [];
  if (names.length > 0 && !isReports(out, names)) {
    const hint = "Name an empty folder with --out.";
    throw new UsageError(`${out} holds files of something else.`, hint);
  }
  for (const name of names) rmSync(join(out, name), { recursive: true });
  mkdirSync(out, { recursive: true });
}

/** A run's, or of several services: then each folder in it is a run's, beside the whole's verdict. */
function isReports(out: string, names: readonly string[]): boolean {
  const isRun = (folder: string) => existsSync(join(folder, "run.json"));
  if (isRun(out)) return true;
  const folders = names
    .map((name) => join(out, name))
    .filter((path) => statSync(path).isDirectory());
  return folders.length > 0 && folders.every(isRun);
}
