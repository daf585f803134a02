/** Findings of the git repositories that the runner saw in the image's layers; Trivy reads none. */
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { Reading, StageInput } from "../../core/evidence.ts";
import type { RawFinding } from "../../core/finding.ts";
import { toldOf } from "./told.ts";

const REPOSITORIES = {
  name: "gitRepositories",
  schema: z.array(z.string()),
  code: "git.not-told",
  what: "which git repositories the image holds",
  older: "look for git repositories",
};

export function gitEvidence(
  input: StageInput,
): Pick<Reading, "findings" | "facts" | "gaps" | "notes"> {
  const { value, gaps, notes } = toldOf(input, REPOSITORIES);
  if (!value) return { findings: [], facts: [], gaps, notes };
  const found = counted(value.length, "git repository", "git repositories");
  return {
    findings: value.map(findingOf),
    facts: [{ name: "history", value: found }],
    gaps,
    notes,
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
