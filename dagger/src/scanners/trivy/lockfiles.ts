/**
 * The lockfiles that Trivy reads packages from, and what it needs beside them; and the manifests whose
 * dependencies none of them lists.
 */
import { compareText } from "../../core/compare.ts";
import { counted } from "../../core/counted.ts";
import type { Selection } from "../invocation.ts";
import { folderOf, nameOf, type SourceTree } from "../source-tree.ts";
import { asTrivyReads } from "./bun.ts";
import { unlockedIn } from "./manifests/unlocked.ts";
import { withOwnNames } from "./npm.ts";
import { withImporters } from "./pnpm.ts";
import { hasOtherGroups, withGroups } from "./poetry.ts";

/** https://trivy.dev/docs/latest/coverage/language/, of those that list what is installed. */
const LOCKFILES = new Set([
  ...["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"],
  ...["requirements.txt", "Pipfile.lock", "poetry.lock", "uv.lock", "pylock.toml"],
  ...["Cargo.lock", "go.mod", "Gemfile.lock", "composer.lock", "packages.lock.json"],
  ...["pom.xml", "mix.lock", "pubspec.lock", "Podfile.lock", "conan.lock"],
  ...["Package.resolved", "build.sbt.lock", "packages.config"],
  // npm installs by it before package-lock.json; Trivy does not read it, which has to be said.
  "npm-shrinkwrap.json",
]);

/** Gradle has one for each project or its build script, with that one's name before it. */
const isNamedSo = (name: string): boolean =>
  LOCKFILES.has(name) || name.endsWith("gradle.lockfile");

/**
 * Beside a lockfile: which of its packages are direct, or for development only. Not Cargo.toml: by it
 * Trivy leaves out what a member of a workspace, a path or another name brings (measured, 0.76).
 */
const MANIFESTS = new Set([
  ...["package.json", "pyproject.toml", "go.sum", "composer.json", "Gemfile"],
  ...["build.gradle", "build.gradle.kts", "pubspec.yaml", "mix.exs"],
]);

export function selectLockfiles(tree: SourceTree): Selection {
  const { paths, links, text } = tree;
  const isLockfile = (path: string, real: string | undefined) => {
    const name = nameOf(path);
    return isNamedSo(name) && (real === undefined || !isEmpty(name, text(real)));
  };
  const lockfiles = paths.filter((path) => isLockfile(path, path));
  const linked = links.filter(({ path, end }) => end.kind === "file" && isLockfile(path, end.path));
  const locks = new Set([...lockfiles, ...linked.map(({ path }) => path)]);
  const unlockedAt = unlockedIn(tree, locks);
  const unlocked = paths.flatMap((path) => unlockedAt(path, path) ?? []);
  const folders = new Set(lockfiles.map(folderOf));
  // One that is for development at the top of a workspace may ship with a member.
  const workspaces = lockfiles.filter((path) => nameOf(path) === "yarn.lock").map(folderOf);
  const isMember = (path: string) =>
    nameOf(path) === "package.json" && workspaces.some((folder) => path.startsWith(folder));
  const isManifest = (path: string) =>
    isMember(path) ||
    (MANIFESTS.has(nameOf(path)) &&
      folders.has(folderOf(path)) &&
      !(nameOf(path) === "pyproject.toml" && hasOtherGroups(text(path))));
  const rewritten = new Map<string, string>();
  const parts: [string, string][] = [];
  for (const path of lockfiles) {
    const own = rewrite(path, text(path));
    for (const [index, content] of own.entries()) {
      const at = index === 0 ? path : partOf(path, index, paths);
      rewritten.set(at, content);
      if (at !== path) parts.push([at, path]);
    }
  }
  return {
    targets: [...lockfiles, ...unlocked.map(({ path }) => path)].sort(compareText),
    wants: (path, real) => isLockfile(path, real) || unlockedAt(path, real) !== undefined,
    helpers: paths.filter(isManifest),
    planted: Object.fromEntries(rewritten),
    evidence: { unlocked, ...(parts.length > 0 && { parts: Object.fromEntries(parts) }) },
    none: `no lockfile that lists a package among ${counted(paths.length, "file")}`,
  };
}

/** What Trivy is given in a lockfile's place; nothing where that is read well as it is. */
function rewrite(path: string, text: string): readonly string[] {
  const name = nameOf(path);
  if (name === "bun.lock") return asTrivyReads(text) ?? [];
  if (name === "package-lock.json") return withOwnNames(text);
  const own =
    name === "pnpm-lock.yaml"
      ? withImporters(text)
      : name === "poetry.lock"
        ? withGroups(text)
        : undefined;
  return own === undefined ? [] : [own];
}

/** Where a further part of a lockfile lies: in a folder of its own beside it. */
function partOf(path: string, index: number, paths: readonly string[]): string {
  let folder = `${folderOf(path)}greengate-part-${index}/`;
  while (paths.some((each) => each.startsWith(folder))) folder = folder.replace(/\/$/, "-/");
  return folder + nameOf(path);
}

/**
 * A lockfile that honestly lists no package that ships; one that can't be read is not empty, and
 * Trivy passing over it is missing evidence.
 */
function isEmpty(name: string, text: string): boolean {
  if (name === "requirements.txt") return !/^[^#\s-].*==/m.test(text);
  if (name === "go.mod") return !/^\s*require\b/m.test(text);
  if (name === "pnpm-lock.yaml") return isDevelopmentAlone(text);
  if (name !== "package-lock.json" && name !== "npm-shrinkwrap.json") return false;
  try {
    const { packages, dependencies } = JSON.parse(text) as {
      packages?: Record<string, { dev?: boolean; link?: boolean }>;
      dependencies?: Record<string, { dev?: boolean }>;
    };
    // Which of the two counts, its version says; an empty one must not stand in for the other.
    const entries = [packages, dependencies].flatMap((each) => Object.entries(each ?? {}));
    return entries.every(([at, entry]) => at === "" || entry.dev === true);
  } catch {
    return false;
  }
}

/** Of pnpm: what the projects ask for themselves, in `importers` or, in old ones of one project, at the top. */
function isDevelopmentAlone(text: string): boolean {
  const importers = /^importers:\s*\n((?:[ \t].*\n|\s*\n)*)/m.exec(text)?.[1] ?? "";
  const shipped = /^(dependencies|optionalDependencies):/m;
  const asked = /^(devD|d|optionalD)ependencies:|^importers:/m.test(text);
  return asked && !shipped.test(text) && !shipped.test(importers.replace(/^[ \t]+/gm, ""));
}
