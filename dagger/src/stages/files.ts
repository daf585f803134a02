/** Files that a container reads, made here. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Directory, dag } from "@dagger.io/dagger";
import type { Policy } from "../core/policy/policy.ts";
import { changedServices } from "../core/policy/services.ts";
import type { OwnFiles, Selection } from "../scanners/invocation.ts";
import { changedPaths } from "../source/compare.ts";
import { copySelection, selectionDigest, writeFiles } from "../source/tree.ts";

/** Where the module writes on its own disk, under its working directory. */
const SCRATCH = ".greengate";

/** A new, empty folder there. */
export function scratchFolder(): string {
  mkdirSync(SCRATCH, { recursive: true });
  return mkdtempSync(join(SCRATCH, "reports-"));
}

/**
 * A directory of these files. By way of the module's own disk, since withNewFile
 * would echo every content into the log. The folder is named by what it holds: the engine remembers
 * a path of the module's folder for the whole session.
 */
export function directoryOf(files: OwnFiles): Directory {
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex");
  const name = join(SCRATCH, `files-${digest.slice(0, 32)}`);
  writeFiles(name, files);
  return onDisk(name);
}

/** A directory of the selected files of the source, named by what it holds for the same reason. */
export function copyOf(source: string, selection: Selection): Directory {
  const name = join(SCRATCH, `source-${selectionDigest(source, selection).slice(0, 32)}`);
  if (!existsSync(name)) copySelection(source, selection, name);
  return onDisk(name);
}

/** Brings these files of a folder to the module's own disk. */
export async function exported(source: Directory, include: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "greengate-files-"));
  await source.filter({ include }).export(folder);
  return folder;
}

/** The source as files on the module's own disk, outside of its working directory. */
export async function sourceOnDisk(source: Directory): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "greengate-source-"));
  await source.export(folder);
  return folder;
}

/**
 * @returns names of the services that a difference between the two sources touches
 * @throws Error where the policy lists no services
 */
export async function changedOf(
  policy: Policy,
  source: Directory,
  since: Directory,
): Promise<string[]> {
  if (!policy.services) throw new Error("The policy lists no services to tell apart.\n");
  const [after, before] = await Promise.all([sourceOnDisk(source), sourceOnDisk(since)]);
  return changedServices(policy, changedPaths(before, after));
}

/** A folder of the working directory as a directory of the engine. */
export function onDisk(name: string): Directory {
  // The SDK that a module is bundled with has no host; in a program of Node there is no module.
  return Reflect.has(dag, "host") ? dag.host().directory(name) : dag.currentModule().workdir(name);
}
