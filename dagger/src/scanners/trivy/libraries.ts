/** The finding of shared libraries that no package of the image lists; Trivy knows packages alone. */
import { z } from "zod";
import type { Reading, StageInput } from "../../core/evidence.ts";
import { few } from "../../core/few.ts";
import { SYSTEM } from "../../core/finding.ts";
import { toldOf } from "./told.ts";

const LIBRARIES = {
  name: "unlistedLibraries",
  schema: z.array(z.string()),
  code: "image.libraries-not-told",
  what: "which shared libraries no package lists",
  older: "look for shared libraries that no package lists",
};
const MOST_NAMED = 5;

export function libraryEvidence(input: StageInput): Pick<Reading, "findings" | "gaps" | "notes"> {
  const { value = [], gaps, notes } = toldOf(input, LIBRARIES);
  if (value.length === 0) return { findings: [], gaps, notes };
  const findings = [
    {
      category: "misconfiguration" as const,
      id: "unlisted-library",
      title: "Shared libraries that no package lists: Trivy holds them against no advisory",
      severity: "medium" as const,
      location: { path: SYSTEM },
      detail: few(value, MOST_NAMED),
      advice:
        "Install the package that brings them in the image that ships; where it has no package manager, copy the package's entry with them (docs/stages.md says how). Or follow their projects' advisories and accept this with an exception.",
    },
  ];
  return { findings, gaps, notes };
}
