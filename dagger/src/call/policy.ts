/** The policy that a call of the module is judged by, and the protected branch's beside it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Directory, File } from "@dagger.io/dagger";
import { MISNAMED, MISNAMED_WORDS, POLICY_FILE, parsePolicy } from "../core/policy/file.ts";
import { DEFAULT_POLICY, type Policy } from "../core/policy/policy.ts";
import { type Branch, branchPaths, type Guarded, guarded } from "../core/policy/protect.ts";
import { type ServiceOptions, withService } from "../core/policy/service-options.ts";
import { ok } from "../core/result.ts";
import { problemLines } from "../core/yaml/file-problem.ts";
import { linesForLog } from "../outputs/shared/inert.ts";
import { isPlainFile, isThere } from "../source/end.ts";
import { exported } from "../stages/files.ts";
import { orThrow } from "./call.ts";

export interface PolicyGiven extends ServiceOptions {
  readonly source: Directory;
  /** The policy's file; greengate.yaml of the source, or the default one, where there is none. */
  readonly policy?: File;
  /** The policy's file as the protected branch has it. */
  readonly protectedPolicy?: File;
  /** The protected branch's files. */
  readonly protectedBranch?: Directory;
}

/**
 * @param given the call's arguments; what they say of the service is laid over every policy
 * @throws Error where a policy is not valid, or nothing tells which one of the protected branch's it is
 */
export async function loadPolicy(given: PolicyGiven): Promise<Guarded> {
  const { source } = given;
  const own = given.policy ?? (await policyIn(source));
  const policyFile = own ? await own.name() : "the default policy";
  const policy = parsed(await own?.contents(), policyFile, given);
  return orThrow(guarded(policy, policyFile, await branchOf(given, policy)));
}

/** @throws Error where the source has one that would not be read */
async function policyIn(source: Directory): Promise<File | undefined> {
  // A link that leads to nothing here is no absent policy.
  const asItIs = { doNotFollowSymlinks: true };
  if (await source.exists(POLICY_FILE, asItIs)) {
    if (await source.exists(POLICY_FILE)) return source.file(POLICY_FILE);
    throw new Error(
      `${POLICY_FILE} is a link to nothing in the source. Put a plain file in its place.\n`,
    );
  }
  if (await source.exists(MISNAMED, asItIs)) throw new Error(`${MISNAMED_WORDS}\n`);
  return undefined;
}

async function branchOf(given: PolicyGiven, own: Policy): Promise<Branch | undefined> {
  const { policy, protectedPolicy: file, protectedBranch: folder } = given;
  if (file) {
    if (folder) throw new Error("--protected-branch and --protected-policy: give one of them\n");
    const name = await file.name();
    const protectedPolicy = parsed(await file.contents(), name, given);
    return { name: `the protected ${name}`, policy: protectedPolicy, withoutPolicy: false };
  }
  if (!folder) return undefined;
  if (policy) {
    const instead = "Give --protected-policy, the same file as the protected branch has it.";
    throw new Error(`--policy and --protected-branch: ${instead}\n`);
  }
  const name = "the protected branch";
  const at = await exported(folder, [POLICY_FILE]);
  const withoutPolicy = !isThere(at, POLICY_FILE);
  if (!withoutPolicy && !isPlainFile(at, POLICY_FILE)) {
    throw new Error(`${POLICY_FILE} of ${name} is no plain file. Put a plain file in its place.\n`);
  }
  const text = withoutPolicy ? undefined : readFileSync(join(at, POLICY_FILE), "utf8");
  const theirs = parsed(text, `${POLICY_FILE} of ${name}`, given);
  const paths = branchPaths(theirs, own);
  const files = await exported(folder, paths);
  const there = paths.filter((path) => isPlainFile(files, path));
  const texts = there.map((path) => [path, readFileSync(join(files, path), "utf8")] as const);
  return { name, policy: theirs, withoutPolicy, files: new Map(texts) };
}

/** @param text undefined for the default policy */
function parsed(text: string | undefined, name: string, options: ServiceOptions): Policy {
  const policy = text === undefined ? ok(DEFAULT_POLICY) : parsePolicy(text, name);
  if (policy.ok) return orThrow(withService(policy.value, options));
  throw new Error(`the policy is not valid\n${linesForLog(problemLines(policy.error))}\n`);
}
