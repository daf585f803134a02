/** Loads the policy that a command works with. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  MISNAMED,
  MISNAMED_WORDS,
  POLICY_FILE,
  parsePolicy,
} from "../../dagger/src/core/policy/file.ts";
import { DEFAULT_POLICY, type Policy } from "../../dagger/src/core/policy/policy.ts";
import { problemLines } from "../../dagger/src/core/yaml/file-problem.ts";
import { isFile } from "../../dagger/src/folder/is-file.ts";
import { isThere } from "../../dagger/src/source/end.ts";
import { UsageError } from "../usage-error.ts";

export const POLICY_HINT = "Greengate's docs/policy.md has every field.";

export interface LoadedPolicy {
  readonly policy: Policy;
  /** The file's name as given, or what stands in for it; part of the verdict. */
  readonly file: string;
}

/**
 * @param file as given with --policy; must exist
 * @param folder where the policy is looked for when none is given
 * @throws UsageError with file, line, column and field of every problem
 */
export function loadPolicy(file: string | undefined, folder: string): LoadedPolicy {
  if (file === undefined && !isThere(folder, POLICY_FILE)) {
    if (isThere(folder, MISNAMED)) throw new UsageError(MISNAMED_WORDS);
    return { policy: DEFAULT_POLICY, file: "the default policy" };
  }
  const path = file ?? join(folder, POLICY_FILE);
  // A link to nothing too: what it was to say is not the default policy.
  if (!existsSync(path)) {
    const there = basename(path) === POLICY_FILE && isThere(dirname(path), MISNAMED);
    throw new UsageError(`No such file: ${path}`, ...(there ? [MISNAMED_WORDS] : []));
  }
  if (statSync(path).isDirectory()) throw new UsageError(`${path} is a folder.`, POLICY_HINT);
  if (!isFile(path))
    throw new UsageError(`${path} is no file.`, "Write the policy to a file, and name that.");
  const parsed = parsePolicy(readFileSync(path, "utf8"), path);
  if (!parsed.ok) {
    throw new UsageError(`the policy is not valid\n${problemLines(parsed.error)}`, POLICY_HINT);
  }
  return { policy: parsed.value, file: file ?? POLICY_FILE };
}
