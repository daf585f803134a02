/** `--protected REF` and `--protected-policy FILE`: what the protected branch has in place of the change. */
import { lstatSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { POLICY_FILE, parsePolicy } from "../../dagger/src/core/policy/file.ts";
import { DEFAULT_POLICY, type Policy } from "../../dagger/src/core/policy/policy.ts";
import {
  type Branch,
  branchPaths,
  type Guarded,
  guarded,
} from "../../dagger/src/core/policy/protect.ts";
import { problemLines } from "../../dagger/src/core/yaml/file-problem.ts";
import { orUsageError, UsageError } from "../usage-error.ts";
import { commitOf, type Repository } from "./git.ts";
import { loadPolicy, POLICY_HINT } from "./load-policy.ts";

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
  return orUsageError(guarded(policy, file, branchOf(given, policy, source)));
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
  const path = relative(source, resolve(given.policy ?? join(source, POLICY_FILE)));
  if (path.startsWith("..")) {
    const hint = "Leave --policy out, or give the protected one with --protected-policy.";
    throw new UsageError(`--protected: ${given.policy} is not in the source.`, hint);
  }
  const { git, commit } = commitOf(source, "--protected", ref);
  const link = linkTo(source, git("rev-parse", "--show-toplevel").replace(/\n$/, ""));
  if (link !== undefined) {
    const hint = "Name the folder that it leads to.";
    throw new UsageError(`--protected: ${link} is a link inside the repository.`, hint);
  }
  const at = (paths: readonly string[]) => filesAt(git, commit, paths);
  const text = at([path]).get(path);
  const withoutPolicy = text === undefined;
  const strange = withoutPolicy ? inTheWay(git, commit, path) : undefined;
  if (strange !== undefined) {
    const hint = "Put a plain one in its place.";
    throw new UsageError(`--protected: of ${ref}, ${strange}.`, hint);
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
  git: Repository["git"],
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

/**
 * The policy of a link's end is another one: a change that puts a link in its service's place would
 * choose which of the branch's policies it is held against, or none.
 *
 * @returns the link of the repository that leads to the source
 */
function linkTo(source: string, repository: string): string | undefined {
  const within = (path: string) => `${realpathSync(path)}/`.startsWith(`${repository}/`);
  for (let path = resolve(source); path !== dirname(path); path = dirname(path)) {
    if (lstatSync(path).isSymbolicLink() && within(dirname(path))) return path;
  }
  return undefined;
}

/** @returns what stands in the commit where the policy, or a folder on the way to it, would be */
function inTheWay(git: Repository["git"], commit: string, path: string): string | undefined {
  const parts = `${git("rev-parse", "--show-prefix").replace(/\n$/, "")}${path}`.split("/");
  const listed = (way: string) =>
    git("--literal-pathspecs", "ls-tree", "--full-tree", commit, "--", way);
  for (const [index] of parts.entries()) {
    const way = parts.slice(0, index + 1).join("/");
    const there = listed(way);
    if (there === "") return undefined;
    if (index === parts.length - 1) return `${way} is no plain file`;
    if (!there.startsWith("040000 ")) return `${way} is no plain folder`;
  }
  return undefined;
}
