/** The findings of what no package of the image lists, libraries and programs; Trivy knows packages alone. */
import { z } from "zod";
import type { Reading, StageInput } from "../../core/evidence.ts";
import { few } from "../../core/few.ts";
import { SYSTEM } from "../../core/finding.ts";
import { toldOf } from "./told.ts";

const MOST_NAMED = 5;
const OR_ACCEPT = "Or follow their projects' advisories and accept this with an exception.";

const KINDS = [
  {
    asked: {
      name: "unlistedLibraries",
      schema: z.array(z.string()),
      code: "image.libraries-not-told",
      what: "which shared libraries no package lists",
      older: "look for shared libraries that no package lists",
    },
    id: "unlisted-library",
    title: "Shared libraries that no package lists: Trivy holds them against no advisory",
    advice: `Install the package that brings them in the image that ships; where it has no package manager, copy the package's entry with them (docs/stages.md says how). ${OR_ACCEPT}`,
  },
  {
    asked: {
      name: "unlistedPrograms",
      schema: z.array(z.string()),
      code: "image.programs-not-told",
      what: "which well-known programs no package lists",
      older: "look for well-known programs that no package lists",
    },
    id: "unlisted-program",
    title: "Programs that no package lists: Trivy holds them against no advisory",
    advice: `Install the package that brings them in the image that ships, or leave them out. ${OR_ACCEPT}`,
  },
];

export function unlistedEvidence(input: StageInput): Pick<Reading, "findings" | "gaps" | "notes"> {
  const told = KINDS.map((kind) => ({ ...kind, ...toldOf(input, kind.asked) }));
  const findings = told.flatMap(({ value = [], id, title, advice }) =>
    value.length === 0
      ? []
      : {
          category: "misconfiguration" as const,
          id,
          title,
          severity: "medium" as const,
          location: { path: SYSTEM },
          detail: few(value, MOST_NAMED),
          advice,
        },
  );
  return {
    findings,
    gaps: told.flatMap(({ gaps }) => gaps),
    notes: told.flatMap(({ notes }) => notes),
  };
}
