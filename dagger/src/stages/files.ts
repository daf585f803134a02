/** Files that a container reads, made here. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Directory, dag } from "@dagger.io/dagger";

/**
 * A directory of these files, path → content. By way of the module's own disk, since withNewFile
 * would echo every content into the log. The folder is named by what it holds: the engine remembers
 * a path of the module's folder for the whole session.
 */
export function directoryOf(files: Readonly<Record<string, string>>): Directory {
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex");
  const name = `files-${digest.slice(0, 32)}`;
  for (const [path, content] of Object.entries(files)) {
    const at = join(name, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, content);
  }
  return dag.currentModule().workdir(name);
}
