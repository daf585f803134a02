/**
 * The policy, ignore files and VEX of the protected branch beside those of the change that is gated.
 * What differs is shown; and where the protected policy says so, only the protected ones judge.
 */
import { posix } from "node:path";
import { exceptionPaths } from "../exceptions/paths.ts";
import { fail, ok, type Problem, type Result } from "../result.ts";
import type { RunRecords } from "../run-record.ts";
import { policyChanges } from "./changes.ts";
import { policyDigest } from "./digest.ts";
import type { Policy } from "./policy.ts";
import { servicePolicies } from "./services.ts";

export interface Branch {
  /** How the branch, or the file that was given, is called. */
  readonly name: string;
  readonly policy: Policy;
  /** It has no policy of its own yet: the default one is compared, and does not judge. */
  readonly withoutPolicy: boolean;
  /** Its ignore files, VEX and Semgrep's rules, path → text; undefined where only its policy was given. */
  readonly files?: ReadonlyMap<string, string>;
}

/** Where a branch may have ignore files, VEX and rules that count or differ: by its own policy, and by the change's. */
export const branchPaths = (own: Policy, change: Policy): string[] => [
  ...new Set([
    ...[own, change].flatMap(servicePolicies).flatMap(exceptionPaths),
    ...[own, change].flatMap(({ semgrepRules }) =>
      semgrepRules.map((path) => posix.normalize(path)),
    ),
  ]),
];

export interface Guard {
  readonly against: string;
  readonly judgedBy: "protected" | "given";
  /** What of the policy differs, in sentences. */
  readonly what: readonly string[];
  readonly files?: ReadonlyMap<string, string>;
}

/**
 * What the run's records say of who may judge them: no later call may take a laxer policy.
 *
 * @param policy of the one service that the records are of
 */
export const judgedBy = (guard: Guard | undefined, policy: Policy): Pick<RunRecords, "judgedBy"> =>
  guard?.judgedBy === "protected"
    ? { judgedBy: { name: guard.against, policy: policyDigest(policy) } }
    : {};

/** @returns a problem where the protected branch's policy judged, and now neither it nor its branch's does */
export function otherJudge(
  { judgedBy }: RunRecords,
  policy: Policy,
  guard?: Guard,
): Problem | undefined {
  if (!judgedBy || judgedBy.policy === policyDigest(policy)) return undefined;
  if (guard?.judgedBy === "protected") return undefined;
  return {
    code: "folder.protected",
    message: `The run was judged by the policy of ${judgedBy.name}, and that is not given here.`,
    hint: "Give that policy: --policy, or --protected or --protected-policy as the run was given it.",
  };
}

export interface Guarded {
  readonly policy: Policy;
  readonly policyFile: string;
  readonly guard?: Guard;
}

/**
 * @param branch undefined where nothing of the protected branch was given
 * @returns the policy that judges, and what to show; a problem where a policy wants the protected
 *   branch's and nobody gave it
 */
export function guarded(
  policy: Policy,
  policyFile: string,
  branch: Branch | undefined,
): Result<Guarded> {
  if (!branch) {
    if (!policy.policyFromProtected) return ok({ policy, policyFile });
    return fail({
      code: "policy.not-protected",
      message: `${policyFile} wants to be judged by the protected branch's policy, which is not given.`,
      hint: "Give --protected REF, in Dagger --protected-branch FOLDER; or --protected-policy FILE.",
    });
  }
  const { name, withoutPolicy } = branch;
  const judges = branch.policy.policyFromProtected;
  const guard: Guard = {
    against: withoutPolicy ? `${name} (which has no policy)` : name,
    judgedBy: judges ? "protected" : "given",
    what: policyChanges(branch.policy, policy).map((each) => `policy: ${each}`),
    ...(branch.files && { files: branch.files }),
  };
  return ok({
    policy: judges ? branch.policy : policy,
    policyFile: judges ? `${policyFile} of ${name}` : policyFile,
    guard,
  });
}
