import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One folder for all that the tests write beside the repository, so that a run of them leaves nothing. */
export default function temporary(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "greengate-tests-"));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
