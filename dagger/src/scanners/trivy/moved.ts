/** Files that Trivy would not look at in their own place: they are laid in another folder, and found there. */
import { z } from "zod";
import type { RawFinding } from "../../core/finding.ts";
import type { StageRecord } from "../../core/run-record.ts";

/** Folders at the top that Trivy takes for those of a running system, and does not enter. */
export const isNotEntered = (path: string): boolean => /^(dev|proc|sys)\//.test(path);

/** @returns those to plant, and the folder that they lie in, for the run record */
export function movedFiles(
  files: readonly string[],
  all: readonly string[],
  text: (path: string) => string,
) {
  const unentered = files.filter(isNotEntered);
  const moved = free(all, "greengate-moved", (count) => `greengate-moved-${count}`);
  return {
    planted: Object.fromEntries(unentered.map((path) => [`${moved}/${path}`, text(path)])),
    evidence: unentered.length > 0 ? { moved } : {},
  };
}

/**
 * @param other what to try next, counted from 1
 * @returns a name at the top that none there has, in whatever case: what it took the place of would
 *   not be looked at
 */
export function free(
  paths: readonly string[],
  name: string,
  other: (count: number) => string,
): string {
  const taken = new Set(paths.map((path) => path.split("/", 1).join().toLowerCase()));
  let found = name;
  for (let count = 1; taken.has(found); count += 1) found = other(count);
  return found;
}

const evidence = z.object({ moved: z.string() });

/** @returns from a path in the report to the path in the source */
export function inItsPlace(record: StageRecord | undefined): (path: string) => string {
  const moved = evidence.safeParse(record?.evidence).data?.moved;
  if (moved === undefined) return (path) => path;
  return (path) => (path.startsWith(`${moved}/`) ? path.slice(moved.length + 1) : path);
}

export const findingIn =
  (place: (path: string) => string) =>
  (finding: RawFinding): RawFinding => ({
    ...finding,
    location: { ...finding.location, path: place(finding.location.path) },
  });
