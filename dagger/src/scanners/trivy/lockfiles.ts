/** The lockfiles that Trivy reads packages from, and what it needs beside them. */
import { counted } from "../../core/counted.ts";
import type { Selection } from "../invocation.ts";
import { folderOf, nameOf, type SourceTree } from "../source-tree.ts";

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

/** Beside a lockfile: which of its packages are direct, or for development only. */
const MANIFESTS = new Set([
  ...["package.json", "pyproject.toml", "Cargo.toml", "go.sum", "composer.json", "Gemfile"],
  ...["build.gradle", "build.gradle.kts", "pubspec.yaml", "mix.exs"],
]);

export function selectLockfiles({ paths, text }: SourceTree): Selection {
  const isLockfile = (path: string, real: string | undefined) => {
    const name = nameOf(path);
    return isNamedSo(name) && (real === undefined || !isEmpty(name, text(real)));
  };
  const targets = paths.filter((path) => isLockfile(path, path));
  const folders = new Set(targets.map(folderOf));
  const isManifest = (path: string) => MANIFESTS.has(nameOf(path)) && folders.has(folderOf(path));
  return {
    targets,
    wants: isLockfile,
    helpers: paths.filter(isManifest),
    none: `no lockfile that lists a package among ${counted(paths.length, "file")}`,
  };
}

/**
 * A lockfile that honestly lists no package that ships; one that can't be read is not empty, and
 * Trivy passing over it is missing evidence.
 */
function isEmpty(name: string, text: string): boolean {
  if (name === "requirements.txt") return !/^[^#\s-].*==/m.test(text);
  if (name === "go.mod") return !/^\s*require\b/m.test(text);
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
