/** Findings of the git repositories that the runner saw in the image's layers; Trivy reads none. */
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { Reading, StageInput } from "../../core/evidence.ts";
import type { RawFinding } from "../../core/finding.ts";

type Evidence = Pick<Reading, "findings" | "facts" | "gaps" | "notes">;

const evidence = z.object({ gitRepositories: z.array(z.string()).optional() });

const NOTHING: Evidence = { findings: [], facts: [], gaps: [], notes: [] };

/**
 * A run record without the list is of a Greengate that did not look yet: that is said, and is no gap,
 * since such a record is no worse than it was. Without a record, `javaEvidence` asks for one.
 */
export function gitEvidence({ record }: StageInput): Evidence {
  if (!record) return NOTHING;
  const told = evidence.safeParse(record.evidence);
  if (!told.success) {
    const message = "The run record does not say rightly which git repositories the image holds.";
    const hint = "Run the stage again with this version of Greengate.";
    return { ...NOTHING, gaps: [{ code: "git.not-told", message, hint }] };
  }
  const { gitRepositories } = told.data;
  if (!gitRepositories) {
    const note = "The run record is of an older Greengate: it did not look for git repositories.";
    return { ...NOTHING, notes: [note] };
  }
  const value = counted(gitRepositories.length, "git repository", "git repositories");
  return {
    ...NOTHING,
    findings: gitRepositories.map(findingOf),
    facts: [{ name: "history", value }],
  };
}

const findingOf = (path: string): RawFinding => ({
  category: "misconfiguration",
  id: "git-repository",
  title: "The image holds a git repository: its history ships with it",
  severity: "high",
  location: { path },
  advice:
    "Add .git to .dockerignore; one that a RUN line cloned, remove in that same line. A secret that was ever committed there is known to whoever has the image: revoke it.",
});
