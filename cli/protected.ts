/** `--protected REF` and `--protected-policy FILE`: what the protected branch has in place of the change. */
import { execFileSync } from "node:child_process";
import { join, relative, resolve } from "node:path";
import { DEFAULT_POLICY, type Policy } from "../dagger/src/core/policy.ts";
import { parsePolicy } from "../dagger/src/core/policy-file.ts";
import { type Branch, branchPaths, type Guarded, guarded } from "../dagger/src/core/protect.ts";
import { problemLines } from "../dagger/src/core/yaml-file.ts";
import { loadPolicy, POLICY_HINT } from "./load-policy.ts";
import { UsageError } from "./usage.ts";

/** For parseArgs. */
export const PROTECTED = {
  protected: { type: "string" },
  "protected-policy": { type: "string" },
} as const;

interface Given {
  readonly policy?: string;
  readonly protected?: string;
  readonly "protected-policy"?: string;
}

/**
 * @param source where greengate.yaml is looked for when no policy is given
 * @throws UsageError where either policy is not valid, or git does not know the commit
 */
export function guardedPolicy(given: Given, source: string): Guarded {
  const { policy, file } = loadPolicy(given.policy, source);
  const result = guarded(policy, file, branchOf(given, policy, source));
  if (!result.ok) throw new UsageError(result.error.message, result.error.hint);
  return result.value;
}

function branchOf(given: Given, policy: Policy, source: string): Branch | undefined {
  const { protected: ref, "protected-policy": file } = given;
  if (ref !== undefined && file !== undefined) {
    throw new UsageError("--protected and --protected-policy: give one of them");
  }
  if (file !== undefined) {
    return { name: file, policy: loadPolicy(file, source).policy, withoutPolicy: false };
  }
  if (ref === undefined) return undefined;
  const path = relative(source, resolve(given.policy ?? join(source, "greengate.yaml")));
  if (path.startsWith("..")) {
    const hint = "Leave --policy out, or give the protected one with --protected-policy.";
    throw new UsageError(`--protected: ${given.policy} is not in the source.`, hint);
  }
  const git = (...args: string[]) => gitIn(source, ref, args);
  const commit = git("rev-parse", "--verify", "--end-of-options", `${ref}^{commit}`).trim();
  const at = (paths: readonly string[]) => filesAt(git, commit, paths);
  const text = at([path]).get(path);
  const withoutPolicy = text === undefined;
  if (withoutPolicy && git("--literal-pathspecs", "ls-tree", commit, "--", path) !== "") {
    const hint = "Put a plain file in its place.";
    throw new UsageError(`--protected: ${path} of ${ref} is no plain file.`, hint);
  }
  const own = withoutPolicy ? DEFAULT_POLICY : parsed(text, `${ref}:${path}`);
  return { name: ref, policy: own, withoutPolicy, files: at(branchPaths(own, policy)) };
}

function parsed(text: string, name: string): Policy {
  const policy = parsePolicy(text, name);
  if (policy.ok) return policy.value;
  const problems = problemLines(policy.error);
  throw new UsageError(`the protected policy is not valid\n${problems}`, POLICY_HINT);
}

/** The plain files of these that the commit has, path → text; a link is none. */
function filesAt(
  git: (...args: string[]) => string,
  commit: string,
  paths: readonly string[],
): Map<string, string> {
  const listed = git("--literal-pathspecs", "ls-tree", "-z", commit, "--", ...paths);
  const there = listed.split("\0").flatMap((line) => {
    const [, mode, path] = /^(\d+) blob \S+\t(.+)$/s.exec(line) ?? [];
    return path !== undefined && mode?.startsWith("100") ? [path] : [];
  });
  return new Map(there.map((path) => [path, git("cat-file", "blob", `${commit}:./${path}`)]));
}

function gitIn(source: string, ref: string, args: readonly string[]): string {
  try {
    return execFileSync("git", [...args], { cwd: source, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? (error as Error).message);
    throw new UsageError(`--protected ${ref}: ${said.trim()}`, "Name a commit git knows.");
  }
}
