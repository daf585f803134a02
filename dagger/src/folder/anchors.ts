/** What both runners add to the records once every stage ran: where in the repository to look. */
import { join } from "node:path";
import type { Policy } from "../core/policy/policy.ts";
import type { RunRecords } from "../core/run-record.ts";
import { decisionOf } from "../evaluate/evaluate.ts";
import type { SourceTree } from "../scanners/source-tree.ts";
import { anchorsOf } from "../source/anchors.ts";
import { readRaw } from "./read.ts";

/**
 * @param out the reports folder, with what every stage wrote
 * @param tree gives the service's source
 * @returns the records with the anchors of what the stages reported; as they are where no scanner
 *   looked, and where that fails: a place to look is a convenience, and no evidence of anything
 */
export async function withAnchors(
  out: string,
  records: RunRecords,
  policy: Policy,
  tree: () => SourceTree | Promise<SourceTree>,
): Promise<RunRecords> {
  const { stages, ...more } = records;
  if (!stages.some(({ stage, status }) => stage !== "test" && status === "ran")) return records;
  try {
    const folder = readRaw(join(out, "raw"));
    if (!folder.ok) return records;
    const input = { records, files: folder.value, policy, policyFile: "", now: Date.now() };
    const found = decisionOf(input).stages.flatMap(({ reading }) => reading?.findings ?? []);
    return { ...more, anchors: anchorsOf(await tree(), policy, found), stages };
  } catch {
    return records;
  }
}
