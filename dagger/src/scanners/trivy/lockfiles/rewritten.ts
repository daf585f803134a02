/** What Trivy is given in the place of lockfiles that it would leave something out of. */
import { folderOf, nameOf, type SourceTree } from "../../source-tree.ts";
import { asTrivyReads } from "./bun.ts";
import { withoutPaths } from "./composer.ts";
import { asEveryPlatform } from "./gem.ts";
import { withReplaced } from "./go-mod.ts";
import { withShortLines } from "./gradle.ts";
import { withOptional } from "./maven.ts";
import { asOneALine } from "./mix.ts";
import { withBothLists } from "./npm.ts";
import { asCategories } from "./pipenv.ts";
import { asTrivyWalks } from "./pnpm.ts";
import { withPodNames } from "./pods.ts";
import { asTrivyLists } from "./poetry.ts";
import { asRuntime } from "./sbt.ts";
import { withAddresses } from "./swift.ts";
import { asTrivyReadsUv } from "./uv.ts";
import { asTrivyFollows } from "./yarn.ts";

/** One text in a lockfile's place, or several, of which all have to be read. */
type Format = (text: string, path: string, tree: SourceTree) => readonly string[] | undefined;

const FORMATS: Readonly<Record<string, Format>> = {
  "Gemfile.lock": asEveryPlatform,
  "Package.resolved": (text) => one(withAddresses(text)),
  "Pipfile.lock": asCategories,
  "Podfile.lock": (text) => one(withPodNames(text)),
  "build.sbt.lock": (text) => one(asRuntime(text)),
  "bun.lock": asTrivyReads,
  "composer.lock": (text) => one(withoutPaths(text)),
  "go.mod": withReplaced,
  "mix.lock": (text) => [asOneALine(text)],
  "package-lock.json": withBothLists,
  "pnpm-lock.yaml": (text) => one(asTrivyWalks(text)),
  "poetry.lock": (text, path, tree) =>
    one(asTrivyLists(text, beside("pyproject.toml", path, tree))),
  "pom.xml": (text) => one(withOptional(text)),
  "uv.lock": (text) => one(asTrivyReadsUv(text)),
  "yarn.lock": (text, path, tree) => one(asTrivyFollows(text, besideYarn(path, tree))),
};

/** Gradle's, which have the name of a project or build script before it, by the end of theirs. */
const formatOf = (name: string): Format | undefined =>
  name.endsWith("gradle.lockfile") ? (text) => [withShortLines(text)] : FORMATS[name];

const one = (text: string | undefined) => (text === undefined ? undefined : [text]);

/** @returns the texts by path, the lockfile of each further part, and those of Yarn that were written anew */
export function rewritten(lockfiles: readonly string[], tree: SourceTree) {
  const planted = new Map<string, string>();
  const parts: [string, string][] = [];
  for (const path of lockfiles) {
    const own = formatOf(nameOf(path))?.(tree.text(path), path, tree) ?? [];
    for (const [index, content] of own.entries()) {
      const at = index === 0 ? path : partOf(path, index, tree.paths);
      planted.set(at, content);
      if (at !== path) parts.push([at, path]);
    }
  }
  return {
    planted: Object.fromEntries(planted),
    parts: Object.fromEntries(parts),
    alone: new Set(planted.keys()),
  };
}

function besideYarn(path: string, tree: SourceTree) {
  const { paths, text } = tree;
  const folder = folderOf(path);
  const manifests = paths.filter(
    (each) => nameOf(each) === "package.json" && each.startsWith(folder),
  );
  return { manifests: manifests.map(text), settings: beside(".yarnrc.yml", path, tree) ?? "" };
}

/** The text of a file in the same folder; undefined where there is none. */
function beside(name: string, path: string, { paths, text }: SourceTree): string | undefined {
  const other = folderOf(path) + name;
  return paths.includes(other) ? text(other) : undefined;
}

/** Where a further part of a lockfile lies: in a folder of its own beside it. */
function partOf(path: string, index: number, paths: readonly string[]): string {
  let folder = `${folderOf(path)}greengate-part-${index}/`;
  while (paths.some((each) => each.startsWith(folder))) folder = folder.replace(/\/$/, "-/");
  return folder + nameOf(path);
}
