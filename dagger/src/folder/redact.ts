/** Applies a scanner's redactions to what it wrote, before its digests are taken. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scanner } from "../scanners/scanner.ts";

/** @param out the reports folder */
export function redactOutputs(out: string, { stage, redact = {} }: Scanner): void {
  for (const [name, without] of Object.entries(redact)) {
    const path = join(out, "raw", stage, name);
    if (existsSync(path)) writeFileSync(path, without(readFileSync(path, "utf8")));
  }
}
