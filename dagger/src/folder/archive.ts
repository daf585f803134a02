/**
 * The image's archive in a reports folder: kept so that a later job publishes the very image that
 * was scanned. A rebuild or an import would give it another digest.
 */
import { createHash } from "node:crypto";
import { closeSync, constants, copyFileSync, lstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, type Result } from "../core/result.ts";
import type { RunRecords } from "../core/run-record.ts";

export const ARCHIVE = "image.tar";

const CHUNK = 8 * 1024 * 1024;

/** Copies the archive into the folder. @returns what run.json says of it */
export function keepArchive(out: string, archive: string): Pick<RunRecords, "archive"> {
  const path = join(out, ARCHIVE);
  copyFileSync(archive, path, constants.COPYFILE_FICLONE);
  return { archive: { path: ARCHIVE, sha256: hashOf(path), bytes: lstatSync(path).size } };
}

/** @returns a problem where the archive is not, byte for byte, what run.json lists; or is not listed */
export function checkArchive(folder: string, { archive }: RunRecords): Result<undefined> {
  const path = join(folder, ARCHIVE);
  const found = lstatSync(path, { throwIfNoEntry: false });
  const hint = "Run the gate again, with --keep-image, into an empty folder.";
  const problem = (code: string, message: string) => fail({ code, message, hint });
  if (!archive) {
    return found ? problem("archive.stray", `${path} is not in the run record.`) : ok(undefined);
  }
  if (!found) return problem("archive.missing", `${path} is recorded but not there.`);
  if (!found.isFile()) return problem("archive.stray", `${path} is a link or no plain file.`);
  return found.size === archive.bytes && hashOf(path) === archive.sha256
    ? ok(undefined)
    : problem("archive.changed", `${path} is not what the run wrote.`);
}

/** In pieces: an archive may be larger than what memory holds. */
function hashOf(path: string): string {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(CHUNK);
  const file = openSync(path, "r");
  try {
    for (let read = 1; read > 0; ) {
      read = readSync(file, piece, 0, CHUNK, null);
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return `sha256:${hash.digest("hex")}`;
}
