/**
 * Packages that Trivy lists without a version, and so looks up in vain, with exit 0 (measured, 0.76):
 * those of a pom.xml that a parent or a bill of materials gives one, a range, a property from elsewhere.
 * A branch of Composer's, `dev-main`, is none either, nor one of Swift's, nor an address that npm 6 has
 * in its place.
 */
import { z } from "zod";
import { few } from "../../core/few.ts";
import type { RawFinding } from "../../core/finding.ts";
import type { JsonList } from "../../core/json/lists.ts";
import { isBranch } from "./lockfiles/composer.ts";

/** But for the project itself, of which nobody asks one. */
const unversioned = z.object({
  Name: z.string().min(1),
  Version: z.string().optional(),
  Relationship: z
    .string()
    .refine((word) => word !== "root" && word !== "workspace")
    .optional(),
});

export const UNVERSIONED_MEMBERS: readonly string[] = Object.keys(unversioned.shape);

/** By the type of the lockfile, what stands in a version's place and is none. */
const NONE: ReadonlyMap<string, (version: string) => boolean> = new Map(
  Object.entries({
    composer: isBranch,
    npm: (version) => /^(git|github|gitlab|bitbucket|gist|https?)[:+]/.test(version),
    swift: (version) => !/^v?\d+\./.test(version),
  }),
);

/** @returns their names */
export function unversionedIn(
  type: string | undefined,
  packages: JsonList | null | undefined,
): string[] {
  const names: string[] = [];
  for (const each of packages ?? []) {
    const { data } = unversioned.safeParse(each);
    if (!data) continue;
    const { Name, Version = "" } = data;
    if (Version === "" || NONE.get(type ?? "")?.(Version)) names.push(Name);
  }
  return names;
}

const MOST_NAMED = 5;

export const unversionedFinding = (path: string, names: readonly string[]): RawFinding => ({
  category: "misconfiguration",
  id: "no-version",
  title: "Packages without a version: nobody can look them up",
  severity: "medium",
  location: { path },
  detail: few(names, MOST_NAMED),
  advice:
    "Take each by a version that its registry knows, not from a branch or a repository. Where a parent sets it, what is installed shows in the image alone.",
});
