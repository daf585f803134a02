/** The folder of `--out`: an earlier run's reports stay in it until the new ones are whole. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "./usage.ts";

/**
 * Has reports made in a folder elsewhere, then puts them in the place of what is there.
 *
 * @param make writes into the folder that it is given; it is not in the source, where a build and
 *   scanners would see it
 * @throws UsageError before anything is made, where the folder holds anything but a run's reports;
 *   and what `make` throws, with the folder left as it was
 */
export async function intoFolder<T>(
  out: string,
  say: (line: string) => void,
  make: (made: string) => Promise<T>,
): Promise<T> {
  const names = existsSync(out) ? readdirSync(out) : [];
  if (names.length > 0 && !isReports(out, names)) {
    throw new UsageError(
      `${out} holds files of something else.`,
      "Name an empty folder with --out.",
    );
  }
  // So that what can't be made there is known before a long run.
  mkdirSync(out, { recursive: true });
  const made = mkdtempSync(join(tmpdir(), "greengate-"));
  try {
    const result = await make(made);
    replaceReports(out, made);
    return result;
  } catch (error) {
    if (names.length > 0) say(`the reports in ${out} are an earlier run's`);
    throw error;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** A run's, or of several services: then each folder in it is a run's, beside the whole's verdict. */
function isReports(out: string, names: readonly string[]): boolean {
  const isRun = (folder: string) => existsSync(join(folder, "run.json"));
  if (isRun(out)) return true;
  const folders = names
    .map((name) => join(out, name))
    .filter((path) => statSync(path).isDirectory());
  return names.includes("verdict.json") && folders.length > 0 && folders.every(isRun);
}

/** All of what was made is on the folder's own disk before the first of the old files goes. */
function replaceReports(out: string, made: string): void {
  const old = readdirSync(out);
  const next = mkdtempSync(join(out, ".next-"));
  try {
    for (const name of readdirSync(made)) move(join(made, name), join(next, name));
  } catch (error) {
    rmSync(next, { recursive: true, force: true });
    throw error;
  }
  for (const name of old) rmSync(join(out, name), { recursive: true });
  for (const name of readdirSync(next)) renameSync(join(next, name), join(out, name));
  rmSync(next, { recursive: true });
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    cpSync(from, to, { recursive: true });
  }
}
