/** A reports folder judged anew, for what is published and signed: no verdict on disk is believed. */
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { servicePolicies } from "../../dagger/src/core/services.ts";
import { EXIT_CODE } from "../../dagger/src/core/verdict.ts";
import { evaluate } from "../../dagger/src/evaluate.ts";
import { readReportsFolder } from "../../dagger/src/folder/read.ts";
import { terminal } from "../../dagger/src/outputs/terminal.ts";
import type { Evidence } from "../../dagger/src/registry/evidence.ts";
import { mayPublish } from "../../dagger/src/registry/publishable.ts";
import type { LoadedPolicy } from "../load-policy.ts";
import type { Session } from "./session.ts";

export interface Judging extends LoadedPolicy {
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
  { folder, policy, file, beforePublish, now }: Judging,
  { say }: Session,
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
  const verdict = evaluate({ ...read.value, policy: own, policyFile: file, beforePublish, now });
  if (EXIT_CODE[verdict.verdict] !== 0) for (const line of terminal(verdict).split("\n")) say(line);
  return ok({ verdict, ...read.value });
}

/** @param manifest digest of the image that is to be published or signed */
export function vouchFor(
  judged: Evidence,
  { maxAgeMs, now }: Judging,
  manifest: string,
): Result<undefined> {
  return mayPublish({ ...judged, manifest, maxAgeMs, now });
}
