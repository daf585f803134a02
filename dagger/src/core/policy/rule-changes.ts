/**
 * Semgrep's rule files are always those of the change that is gated, whoever's policy judges it: a rule
 * that it took away, or narrowed, finds nothing. So what of them differs is shown.
 */
import { posix } from "node:path";
import { z } from "zod";
import { digestOf } from "../digest.ts";
import type { StageRecord } from "../run-record.ts";
import type { Policy } from "./policy.ts";
import type { Guard } from "./protect.ts";

const evidence = z.object({ ruleFiles: z.record(z.string(), z.string()) });

/**
 * @param record of Semgrep's stage, which tells the files that it was given; an older one does not
 * @returns a sentence for each file that is not the protected branch's
 */
export function ruleChanges(
  { semgrepRules }: Policy,
  guard: Guard | undefined,
  record: StageRecord | undefined,
): string[] {
  const { ruleFiles } = evidence.safeParse(record?.evidence).data ?? {};
  if (!guard || !ruleFiles) return [];
  const { files, against } = guard;
  if (!files) return semgrepRules.map((path) => `${path}: nothing tells what ${against} has there`);
  return semgrepRules.flatMap((path) => {
    const own = files.get(posix.normalize(path));
    if (own !== undefined && digestOf(own) === ruleFiles[path]) return [];
    const how = own === undefined ? "added" : "changed";
    return [`${path} ${how}: the code was held against the rules as the change has them`];
  });
}
