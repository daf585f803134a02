/**
 * `npm run registry-tools`: crane and cosign for the tests, built by Go from their pinned sources
 * where they are not on PATH. Without Go it says so, and those tests are skipped, by name.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COSIGN, CRANE, findProgram } from "../cli/registry/programs.ts";

const work = mkdtempSync(join(tmpdir(), "greengate-"));
for (const program of [CRANE, COSIGN]) {
  const found = await findProgram(program, { work, installTools: true, say: console.log });
  console.log(
    found.ok ? `${program.name}: ${found.value}` : `${program.name}: ${found.error.message}`,
  );
}
rmSync(work, { recursive: true });
