/**
 * Packages of the system that another vendor built (nginx.org's nginx, Docker's, NVIDIA's, EPEL's):
 * Trivy lists them and holds them against no advisory, with exit 0 (measured, 0.76).
 * https://github.com/aquasecurity/trivy/blob/main/pkg/detector/ospkg/driver/driver.go
 */
import { z } from "zod";
import { few } from "../../core/few.ts";
import { type RawFinding, SYSTEM } from "../../core/finding.ts";
import type { JsonList } from "../../core/json-lists.ts";

/**
 * Or rebuilt from the distribution's own, its maintainers' names in them, as deb.sury.org does with PHP
 * and nginx and deadsnakes with Python: Trivy holds them against the distribution's advisories, which
 * know of no such version. 8.3.14-1+0~20241121.59+debian12~1.gbp1b0c5c,
 * 8.3.14-1+ubuntu22.04.1+deb.sury.org+1, 3.12.7-1+jammy1.
 */
const REBUILT = /deb\.sury\.org|\+0~\d{8}|\+[a-z]{4,}\d+$|ppa\d/;
export const isRebuilt = (version: string): boolean => REBUILT.test(version);

/** NodeSource's, Sury's, deadsnakes' and Adoptium's: the stage runtime asks the program itself. */
const ASKED = /^(nodejs$|(lib)?php\d|(lib)?python\d\.\d|temurin-\d)/;

const installed = z.object({
  Name: z
    .string()
    .min(1)
    .refine((name) => !ASKED.test(name)),
  Release: z.string().default(""),
  Repository: z.object({ Class: z.string() }).optional(),
});

/** @returns their names */
export function thirdPartyIn(packages: JsonList | null | undefined): string[] {
  const names: string[] = [];
  for (const each of packages ?? []) {
    const { data } = installed.safeParse(each);
    if (data && (data.Repository?.Class === "third-party" || isRebuilt(data.Release))) {
      names.push(data.Name);
    }
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
