/** Evidence of a source scan: the files that were to be looked at, held against those that were. */
import { z } from "zod";
import type { StageInput } from "../core/evidence.ts";
import { few } from "../core/few.ts";
import type { Gap } from "../core/gap.ts";
import type { StageRecord } from "../core/run-record.ts";
import type { Selection } from "./invocation.ts";
import { unfollowedLinks } from "./links.ts";
import type { SourceTree } from "./source-tree.ts";

const evidence = z.object({
  root: z.string().min(1),
  targets: z.array(z.string()),
  passedOver: z.int().default(0),
});

/** What a runner records of a selection of the tree, copied to `root`. */
export function sourceEvidence(
  root: string,
  tree: SourceTree,
  selection: Selection,
): Record<string, unknown> {
  return {
    root,
    targets: selection.targets,
    links: unfollowedLinks(tree, selection),
    ...(tree.unmatched.length > 0 && { unmatched: tree.unmatched }),
    ...selection.evidence,
  };
}

const excluding = z.object({ unmatched: z.array(z.string()) });

/** What was excluded and is not in the source, as the records of its scans tell. */
export function unmatchedExcludes(records: readonly StageRecord[]): Set<string> {
  return new Set(
    records.flatMap((record) => excluding.safeParse(record.evidence).data?.unmatched ?? []),
  );
}

/** The files that were selected, and how many of them the tool passes over by its nature. */
export function lookedFor({ record }: StageInput) {
  return evidence.safeParse(record?.evidence).data;
}

/** A path as the report has it, relative to the source where the record tells its root. */
export function relativePath(path: string, { record }: StageInput): string {
  const root = evidence.safeParse(record?.evidence).data?.root;
  const inside = root !== undefined && path.startsWith(`${root}/`);
  return (inside ? path.slice(root.length + 1) : path).replace(/^\.\//, "");
}

const hint = "Run the stage again and look at its log.";

/** @returns a gap where nothing tells which files were to be looked at */
export function untold(input: StageInput): Gap[] {
  if (!input.record) {
    const message = "No run record tells which files were to be looked at.";
    return [{ code: "source.no-record", message, hint, needsRecord: true }];
  }
  if (lookedFor(input)?.targets.length) return [];
  const message = "The run record does not say which files were to be looked at.";
  return [{ code: "source.no-targets", message, hint }];
}

/**
 * @param seen relative paths that the report shows to have been read
 * @returns a gap for the files that were selected and not read, or where nothing tells which those are
 */
export function unread(input: StageInput, seen: ReadonlySet<string>): Gap[] {
  const gaps = untold(input);
  if (gaps.length > 0) return gaps;
  const missed = lookedFor(input)?.targets.filter((path) => !seen.has(path)) ?? [];
  if (missed.length === 0) return [];
  const message = `${few(missed, 5)} ${missed.length === 1 ? "was" : "were"} not read.`;
  return [{ code: "source.unread", message, hint }];
}
