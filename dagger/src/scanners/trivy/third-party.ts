/**
 * Packages of the system that another vendor built (nginx.org's nginx, Docker's, NVIDIA's):
 * Trivy lists them and holds them against no advisory, with exit 0 (measured, 0.76).
 * https://github.com/aquasecurity/trivy/blob/main/pkg/detector/ospkg/driver/driver.go
 */
import { z } from "zod";
import { few } from "../../core/few.ts";
import { type RawFinding, SYSTEM } from "../../core/finding.ts";
import type { JsonList } from "../../core/json-lists.ts";

/** But for NodeSource's: the stage runtime asks the program itself. */
const thirdParty = z.object({
  Name: z
    .string()
    .min(1)
    .refine((name) => name !== "nodejs"),
  Repository: z.object({ Class: z.literal("third-party") }),
});

/** @returns their names */
export function thirdPartyIn(packages: JsonList | null | undefined): string[] {
  const names: string[] = [];
  for (const each of packages ?? []) {
    const { data } = thirdParty.safeParse(each);
    if (data) names.push(data.Name);
  }
  return names;
}

const MOST_NAMED = 5;

export function thirdPartyFindings(names: readonly string[]): RawFinding[] {
  if (names.length === 0) return [];
  return [
    {
      category: "misconfiguration",
      id: "third-party-package",
      title: "Packages that the distribution did not build: Trivy holds them against no advisory",
      severity: "medium",
      location: { path: SYSTEM },
      detail: few(names, MOST_NAMED),
      advice:
        "Take the distribution's own package, or follow that vendor's advisories and accept this with an exception.",
    },
  ];
}
