/**
 * The lockfiles that Trivy reads packages from, and what it needs beside them; and the manifests whose
 * dependencies none of them lists.
 */
import { compareText } from "../../../core/compare.ts";
import { counted } from "../../../core/counted.ts";
import type { Selection } from "../../invocation.ts";
import { folderOf, nameOf, type SourceTree } from "../../source-tree.ts";
import { unknownIn } from "../manifests/unknown.ts";
import { unlockedIn } from "../manifests/unlocked.ts";
import { isEmpty } from "./empty.ts";
import { hasProfiles } from "./maven.ts";
import { isDevelopment } from "./poetry.ts";
import { rewritten } from "./rewritten.ts";

/** https://trivy.dev/docs/latest/coverage/language/, of those that list what is installed. */
const LOCKFILES = new Set([
  ...["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"],
  ...["requirements.txt", "Pipfile.lock", "poetry.lock", "uv.lock", "pylock.toml"],
  ...["Cargo.lock", "go.mod", "Gemfile.lock", "composer.lock", "packages.lock.json"],
  ...["pom.xml", "mix.lock", "pubspec.lock", "Podfile.lock", "conan.lock"],
  ...["Package.resolved", "build.sbt.lock", "packages.config"],
  // npm installs by it before package-lock.json; Trivy does not read it, which has to be said.
  "npm-shrinkwrap.json",
  // Bundler's other name, beside gems.rb; Trivy does not read it either (measured, 0.76).
  "gems.locked",
]);

/** `pylock.prod.toml`: one of several, named for what it is for. */
const PYLOCK = /^pylock\.([^.]+)\.toml$/;

/** Gradle has one for each project or its build script, with that one's name before it. */
export function isLockfileName(name: string): boolean {
  const use = PYLOCK.exec(name)?.[1];
  return (
    LOCKFILES.has(name) ||
    name.endsWith("gradle.lockfile") ||
    (use !== undefined && !isDevelopment(use))
  );
}

/**
 * Beside a lockfile: which of its packages are direct, or for development only. Not Cargo.toml: by it
 * Trivy leaves out what a member of a workspace, a path or another name brings (measured, 0.76). Nor
 * pyproject.toml, by which it leaves out what Poetry ships; nor package.json, which it reads for Yarn
 * alone.
 */
const MANIFESTS = new Set([
  ...["go.sum", "composer.json", "Gemfile"],
  ...["build.gradle", "build.gradle.kts", "pubspec.yaml", "mix.exs"],
]);

export function selectLockfiles(tree: SourceTree): Selection {
  const { paths, links, text } = tree;
  const isLockfile = (path: string, real: string | undefined) => {
    const name = nameOf(path);
    return isLockfileName(name) && (real === undefined || !isEmpty(name, text(real)));
  };
  const lockfiles = paths.filter((path) => isLockfile(path, path));
  const linked = links.filter(({ path, end }) => end.kind === "file" && isLockfile(path, end.path));
  const locks = new Set([...lockfiles, ...linked.map(({ path }) => path)]);
  const [unlockedKind, unknownKind] = [unlockedIn(tree, locks), unknownIn(tree)];
  const unlockedAt = (path: string, real: string | undefined) =>
    unlockedKind(path, real) ?? unknownKind(path, real);
  const unlocked = paths.flatMap((path) => unlockedAt(path, path) ?? []);
  const folders = new Set(lockfiles.map(folderOf));
  const { planted, parts, alone } = rewritten(lockfiles, tree);
  // One that is for development at the top of a workspace may ship with a member.
  const workspaces = lockfiles.filter((path) => nameOf(path) === "yarn.lock" && !alone.has(path));
  const isMember = (path: string) =>
    nameOf(path) === "package.json" && workspaces.some((lock) => path.startsWith(folderOf(lock)));
  const isManifest = (path: string) => MANIFESTS.has(nameOf(path)) && folders.has(folderOf(path));
  const profiles = lockfiles.filter(
    (path) => nameOf(path) === "pom.xml" && hasProfiles(text(path)),
  );
  return {
    targets: [...lockfiles, ...unlocked.map(({ path }) => path)].sort(compareText),
    wants: (path, real) => isLockfile(path, real) || unlockedAt(path, real) !== undefined,
    helpers: paths.filter((path) => isMember(path) || isManifest(path)),
    planted,
    evidence: {
      unlocked,
      ...(Object.keys(parts).length > 0 && { parts }),
      ...(profiles.length > 0 && { profiles }),
    },
    none: `no lockfile that lists a package among ${counted(paths.length, "file")}`,
  };
}
