/** A reports folder judged anew, for what is published and signed: no verdict on disk is believed. */
import type { Policy } from "../core/policy/policy.ts";
import type { Guard } from "../core/policy/protect.ts";
import { servicePolicies } from "../core/policy/services.ts";
import { fail, ok, type Result } from "../core/result.ts";
import { mayNotJudge } from "../core/scope.ts";
import { EXIT_CODE } from "../core/verdict.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { readReportsFolder } from "../folder/read.ts";
import { terminal } from "../outputs/terminal/terminal.ts";
import type { RegistryAccess } from "./access.ts";
import type { Evidence } from "./evidence.ts";

export interface Judging {
  readonly policy: Policy;
  /** The policy's file, by name; part of the verdict. */
  readonly file: string;
  /** What the protected branch has in its place, where that was given. */
  readonly guard?: Guard;
  /** The reports folder of one service. */
  readonly folder: string;
  /** What can only run after a push is not asked for yet; of what is signed it is. */
  readonly beforePublish: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly maxAgeMs: number | undefined;
}

/** Nothing can be left out here, as --skip does for evaluate: what is not required is in the policy. */
export function judgeFolder(
  { folder, policy, file, guard, beforePublish, now }: Judging,
  { say }: Pick<RegistryAccess, "say">,
): Result<Evidence> {
  const read = readReportsFolder(folder);
  if (!read.ok) return read;
  const { service } = read.value.records;
  const own = policy.services
    ? servicePolicies(policy).find((each) => each.service.name === service)
    : policy;
  if (!own) {
    const message = `The folder is of ${service}, which the policy does not list.`;
    return fail({ code: "folder.other-service", message, hint: "Name the policy with --policy." });
  }
  const other = mayNotJudge(read.value.records, own, guard);
  if (other) return fail(other);
  const judge = { policy: own, policyFile: file, ...(guard && { guard }) };
  const verdict = evaluate({ ...read.value, ...judge, beforePublish, now });
  if (EXIT_CODE[verdict.verdict] !== 0) for (const line of terminal(verdict).split("\n")) say(line);
  return ok({ verdict, policy: own, ...read.value });
}
