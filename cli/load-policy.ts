/** Loads the policy that a command works with. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_POLICY, type Policy } from "../dagger/src/core/policy.ts";
import { parsePolicy } from "../dagger/src/core/policy-file.ts";
import { problemLines } from "../dagger/src/core/yaml-file.ts";
import { UsageError } from "./usage.ts";

export const POLICY_HINT = "Greengate's docs/policy.md has every field.";

export interface LoadedPolicy {
  readonly policy: Policy;
  /** The file's name as given, or what stands in for it; part of the verdict. */
  readonly file: string;
}

/**
 * @param file as given with --policy; must exist
 * @param folder where greengate.yaml is looked for when none is given
 * @throws UsageError with file, line, column and field of every problem
 */
export function loadPolicy(file: string | undefined, folder: string): LoadedPolicy {
  const path = file ?? join(folder, "greengate.yaml");
  if (!existsSync(path)) {
    if (file !== undefined) throw new UsageError(`No such file: ${file}`);
    return { policy: DEFAULT_POLICY, file: "the default policy" };
  }
  const parsed = parsePolicy(readFileSync(path, "utf8"), path);
  if (!parsed.ok) {
    throw new UsageError(`the policy is not valid\n${problemLines(parsed.error)}`, POLICY_HINT);
  }
  return { policy: parsed.value, file: file ?? "greengate.yaml" };
}
