/** Writes a run as the reports folder that a runner would leave. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeRecords } from "../../dagger/src/folder/write.ts";
import type { Run } from "./run.ts";

export function writeRun(folder: string, run: Run): string {
  for (const [stage, files] of run.files) {
    mkdirSync(join(folder, "raw", stage), { recursive: true });
    for (const [name, bytes] of files) writeFileSync(join(folder, "raw", stage, name), bytes);
  }
  writeRecords(folder, run.records);
  return folder;
}
