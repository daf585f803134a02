/** Manifests without a lockfile, as the run record tells of them and as findings. */
import { z } from "zod";
import type { RawFinding } from "../../../core/finding.ts";
import { either } from "../../../core/near.ts";
import { kindOf } from "./kinds.ts";

const unlocked = z.object({
  path: z.string(),
  reason: z.enum(["no-lockfile", "unreadable", "unread"]),
  /** A lockfile beside it that Trivy does not read. */
  unread: z.string().optional(),
});
export type Unlocked = z.output<typeof unlocked>;

const evidence = z.object({ unlocked: z.array(unlocked) });

/** What the selection saw; nothing where the record does not say, and then they count as not read. */
export const toldUnlocked = (told: unknown): readonly Unlocked[] =>
  evidence.safeParse(told).data?.unlocked ?? [];

export const unlockedFindings = (told: readonly Unlocked[]): RawFinding[] =>
  told.map((each) => ({
    category: "misconfiguration",
    severity: "medium",
    location: { path: each.path },
    ...wordsOf(each),
  }));

function wordsOf({ path, reason, unread }: Unlocked) {
  if (reason === "unreadable") {
    return {
      id: "unreadable-manifest",
      title: "A manifest that can't be read: nobody can say what it depends on",
      advice: "Mend it, or exclude it in the policy where it is no part of the service.",
    };
  }
  if (reason === "unread") {
    return {
      id: "unread-dependencies",
      title: "Dependencies in a list that nothing here reads: held against no advisory",
      advice:
        "Have a tool that reads it write SARIF, and give that beside (--sarif NAME=FILE); or exclude it in the policy where it is no part of the service.",
    };
  }
  return {
    id: "no-lockfile",
    title: "Dependencies that no lockfile lists: nobody can say which versions are installed",
    ...(unread !== undefined && { detail: `${unread} is not read by Trivy` }),
    advice: `Commit ${either(kindOf(path)?.locks ?? []) || "a lockfile"}, so that each package can be looked up.`,
  };
}
