/** The folder of `--out`: emptied before a run, filled after it. While it runs, nothing lies there. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { UsageError } from "./usage-error.ts";
import { withWorkFolder } from "./work-folder.ts";

/**
 * Wipes an earlier run's reports, has new ones made in a folder elsewhere, and moves them here when
 * whole. The old go before anything is run: a verdict that stays while the new run fails could be
 * taken for the new one's. The new are made elsewhere, since the folder is often in the source, where
 * a build would take half-written reports into the image that they are of.
 *
 * @param make writes into the folder that it is given
 * @throws UsageError before anything is made, where the folder can't be written, or holds anything but
 *   a run's reports (it is left as it is then); and what `make` throws
 */
export async function intoFolder<T>(out: string, make: (made: string) => Promise<T>): Promise<T> {
  emptied(out);
  return withWorkFolder(async (made) => {
    const result = await make(made);
    moveAll(made, out);
    return result;
  });
}

/**
 * An empty folder that somebody else made stays; one that held reports goes with them.
 *
 * @returns whether reports were there
 */
export function emptied(out: string): boolean {
  try {
    const names = existsSync(out) ? readdirSync(out) : [];
    if (names.length > 0 && !isReports(out, names)) {
      const hint = "Name an empty folder with --out.";
      throw new UsageError(`${out} holds files of something else.`, hint);
    }
    for (const name of names) rmSync(join(out, name), { recursive: true });
    // So that what can't be written there is known before a long run.
    const firstMade = mkdirSync(out, { recursive: true });
    rmdirSync(mkdtempSync(join(out, ".greengate-")));
    if (firstMade !== undefined) rmSync(firstMade, { recursive: true });
    else if (names.length > 0) removeIfPossible(out);
    return names.length > 0;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const hint = "Name a folder that can be written with --out.";
    throw new UsageError(`No reports can be put in ${out}: ${(error as Error).message}`, hint);
  }
}

/** Of a mount, or where its parent is another's, the empty folder has to stay. */
function removeIfPossible(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {}
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

/** Whole or not at all: what can't all be moved leaves nothing that looks like a run's reports. */
function moveAll(made: string, out: string): void {
  mkdirSync(out, { recursive: true });
  const names = readdirSync(made);
  try {
    for (const name of names) move(join(made, name), join(out, name));
  } catch (error) {
    for (const name of names) rmSync(join(out, name), { recursive: true, force: true });
    throw new Error(`The reports could not be put in ${out}: ${(error as Error).message}`);
  }
}

/** Onto another disk by a copy. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    cpSync(from, to, { recursive: true });
  }
}
