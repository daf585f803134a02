/** Manifests that Trivy reads no package from: the lockfiles that each has. */
import { nameOf } from "../../source-tree.ts";
import {
  cargoLists,
  composerLists,
  conanLists,
  gemfileLists,
  gradleLists,
  type Lists,
  mixLists,
  npmLists,
  nugetLists,
  pipfileLists,
  podLists,
  pubLists,
  sbtLists,
  swiftLists,
} from "./lists.ts";
import { pythonLists } from "./python.ts";

export interface ManifestKind {
  /** Its name, or its ending where that begins with a dot. */
  readonly manifest: string;
  /** Those that Trivy reads; the first that its package manager writes comes first. */
  readonly locks: readonly string[];
  /** Those that it has besides, and that nothing here reads (measured with Trivy 0.76). */
  readonly unread?: readonly string[];
  /** Whether a requirements file does as well, which pip-audit reads: one that may list what ships. */
  readonly requirements?: true;
  readonly lists: Lists;
}

const GRADLE = { locks: ["gradle.lockfile"], lists: gradleLists };
const NUGET = { locks: ["packages.lock.json"], lists: nugetLists };

const CONAN = { locks: ["conan.lock"], lists: conanLists };

const KINDS: readonly ManifestKind[] = [
  {
    manifest: "package.json",
    locks: ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"],
    unread: ["npm-shrinkwrap.json", "bun.lockb"],
    lists: npmLists,
  },
  {
    manifest: "pyproject.toml",
    locks: ["uv.lock", "poetry.lock", "pylock.toml"],
    unread: ["pdm.lock"],
    requirements: true,
    lists: pythonLists,
  },
  { manifest: "Pipfile", locks: ["Pipfile.lock"], requirements: true, lists: pipfileLists },
  { manifest: "Cargo.toml", locks: ["Cargo.lock"], lists: cargoLists },
  { manifest: "composer.json", locks: ["composer.lock"], lists: composerLists },
  { manifest: "Gemfile", locks: ["Gemfile.lock"], lists: gemfileLists },
  { manifest: "gems.rb", locks: ["gems.locked"], lists: gemfileLists },
  { manifest: "build.gradle", ...GRADLE },
  { manifest: "build.gradle.kts", ...GRADLE },
  { manifest: "build.sbt", locks: ["build.sbt.lock"], lists: sbtLists },
  { manifest: ".csproj", ...NUGET },
  { manifest: ".fsproj", ...NUGET },
  { manifest: ".vbproj", ...NUGET },
  { manifest: "mix.exs", locks: ["mix.lock"], lists: mixLists },
  { manifest: "pubspec.yaml", locks: ["pubspec.lock"], lists: pubLists },
  { manifest: "Podfile", locks: ["Podfile.lock"], lists: podLists },
  { manifest: "Package.swift", locks: ["Package.resolved"], lists: swiftLists },
  { manifest: "conanfile.txt", ...CONAN },
  { manifest: "conanfile.py", ...CONAN },
];

const BY_NAME = new Map(KINDS.map((kind) => [kind.manifest, kind]));

/** @returns undefined where the path is no such manifest's */
export function kindOf(path: string): ManifestKind | undefined {
  const name = nameOf(path);
  return BY_NAME.get(name) ?? BY_NAME.get(name.slice(name.lastIndexOf(".")));
}
