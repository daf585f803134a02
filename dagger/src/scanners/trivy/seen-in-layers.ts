/** All that the runner saw in the image's layers, of which Trivy tells nothing. */
import type { Reading, StageInput } from "../../core/evidence.ts";
import { gitEvidence } from "./git.ts";
import { linkedEvidence } from "./linked.ts";
import { unlistedEvidence } from "./unlisted.ts";
import { unsearchedEvidence } from "./unsearched.ts";

export function seenInLayers(
  input: StageInput,
): Pick<Reading, "findings" | "facts" | "gaps" | "notes"> {
  const git = gitEvidence(input);
  const unlisted = unlistedEvidence(input);
  const others = [linkedEvidence(input), unsearchedEvidence(input)];
  const all = [git, unlisted, ...others];
  return {
    findings: [...git.findings, ...unlisted.findings],
    facts: git.facts,
    gaps: all.flatMap(({ gaps }) => gaps),
    notes: all.flatMap(({ notes }) => notes),
  };
}
