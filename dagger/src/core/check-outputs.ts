/** A report counts only if it is, byte for byte, the one that the run record names. */
import { digestOf } from "./digest.ts";
import type { Gap } from "./gap.ts";
import type { StageRecord } from "./run-record.ts";

/**
 * @param record the stage's record, with the digests of what the scanner wrote
 * @param files the stage's files by name
 * @returns a gap for each file that is listed and absent, changed, or there and not listed
 */
export function checkOutputs(record: StageRecord, files: ReadonlyMap<string, Uint8Array>): Gap[] {
  const folder = `raw/${record.stage}/`;
  const listed = new Map(record.outputs.map((output) => [output.path, output]));
  const hint = "Run the stage again into an empty folder.";
  const gaps: Gap[] = [];
  for (const [path, { sha256 }] of listed) {
    const bytes = path.startsWith(folder) ? files.get(path.slice(folder.length)) : undefined;
    if (!bytes) {
      gaps.push({ code: "output.missing", message: `${path} is recorded but not there.`, hint });
    } else if (digestOf(bytes) !== sha256) {
      gaps.push({ code: "output.changed", message: `${path} is not what the run wrote.`, hint });
    }
  }
  for (const name of files.keys()) {
    if (listed.has(folder + name)) continue;
    gaps.push({
      code: "output.stray",
      message: `${folder}${name} is not in the run record.`,
      hint,
    });
  }
  return gaps;
}
