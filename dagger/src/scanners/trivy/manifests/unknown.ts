/** Lists of dependencies that nothing here reads: said by name, since no lockfile is said to be there. */
import { z } from "zod";
import { few } from "../../../core/few.ts";
import { folderOf, nameOf, type SourceTree } from "../../source-tree.ts";

/** Each with the lockfile beside it that is read instead, where there is such a one. */
const NAMES: ReadonlyMap<string, string | undefined> = new Map([
  ...["deno.lock", "paket.lock", "renv.lock", "rebar.lock", "stack.yaml.lock", "pixi.lock"].map(
    (name) => [name, undefined] as const,
  ),
  ...["conda-lock.yml", "vcpkg.json", "bower.json", "cpanfile"].map(
    (name) => [name, undefined] as const,
  ),
  ["conanfile.txt", "conan.lock"],
  ["conanfile.py", "conan.lock"],
  ["Podfile", "Podfile.lock"],
  ["Package.swift", "Package.resolved"],
]);

/** Each with what it holds where it lists any: setuptools', and Conda's, whose name others use too. */
const LISTING: ReadonlyMap<string, RegExp> = new Map([
  ...["setup.py", "setup.cfg"].map((name) => [name, /\binstall_requires\b/] as const),
  ...["environment.yml", "environment.yaml"].map((name) => [name, /^dependencies:/m] as const),
]);

export function unknownLists({ paths, text }: Pick<SourceTree, "paths" | "text">): string[] {
  const there = new Set(paths);
  return paths.filter((path) => {
    const name = nameOf(path);
    const listing = LISTING.get(name);
    if (listing) return listing.test(text(path));
    if (!NAMES.has(name)) return false;
    const lock = NAMES.get(name);
    return lock === undefined || !there.has(folderOf(path) + lock);
  });
}

const MOST_NAMED = 8;
const evidence = z.object({ unknown: z.array(z.string()) });

/** @returns without a full stop; nothing where there are none */
export const unknownWords = (paths: readonly string[]): string[] =>
  paths.length === 0
    ? []
    : [`lists of dependencies that nothing here reads: ${few(paths, MOST_NAMED)}`];

export const unknownNotes = (told: unknown): string[] =>
  unknownWords(evidence.safeParse(told).data?.unknown ?? []).map((words) => `There are ${words}.`);
