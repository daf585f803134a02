/** The package of a finding, as GitLab's reports name one. */
import type { JudgedFinding } from "../../core/verdict.ts";
import { oneLine } from "../shared/inert.ts";

export function dependencyOf({ packages: [ref] }: JudgedFinding) {
  return {
    package: { name: oneLine(ref?.name ?? "", 255) || "unknown" },
    version: oneLine(ref?.version ?? "", 255),
  };
}
