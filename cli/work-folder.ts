/** A folder that is there while something is done, whether that ends well, fails or is stopped. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onStop } from "./put-away.ts";

export async function withWorkFolder<T>(then: (work: string) => Promise<T>): Promise<T> {
  const work = mkdtempSync(join(tmpdir(), "greengate-"));
  // A program that was killed may still have a file open in it.
  const remove = () => rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  const kept = onStop(remove);
  try {
    return await then(work);
  } finally {
    kept();
    remove();
  }
}
