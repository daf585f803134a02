/** Files that a container reads, made here. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Directory, dag } from "@dagger.io/dagger";

/** Where the module writes on its own disk, under its working directory. */
const SCRATCH = ".greengate";

/** A new, empty folder there. */
export function scratchFolder(): string {
  mkdirSync(SCRATCH, { recursive: true });
  return mkdtempSync(join(SCRATCH, "reports-"));
}

/**
 * A directory of these files, path → content. By way of the module's own disk, since withNewFile
 * would echo every content into the log. The folder is named by what it holds: the engine remembers
 * a path of the module's folder for the whole session.
 */
export function directoryOf(files: Readonly<Record<string, string>>): Directory {
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex");
  const name = join(SCRATCH, `files-${digest.slice(0, 32)}`);
  for (const [path, content] of Object.entries(files)) {
    const at = join(name, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, content);
  }
  return onDisk(name);
}

/** A folder of the working directory as a directory of the engine. */
export function onDisk(name: string): Directory {
  // The SDK that a module is bundled with has no host; in a program of Node there is no module.
  return Reflect.has(dag, "host") ? dag.host().directory(name) : dag.currentModule().workdir(name);
}
