/** Manifests that Trivy reads no package from: how each tells that it needs some, and which lockfiles it has. */
import { z } from "zod";
import { tomlKeys } from "./toml-keys.ts";

export interface ManifestKind {
  readonly manifest: string;
  /** Those that Trivy reads; the first that its package manager writes comes first. */
  readonly locks: readonly string[];
  /** Those that it has besides, and that nothing here reads (measured with Trivy 0.76). */
  readonly unread?: readonly string[];
  /** Whether a requirements file does as well, which pip-audit reads. */
  readonly requirements?: true;
  /** Whether it lists packages that ship; undefined where it can't be read. */
  readonly lists: (text: string) => boolean | undefined;
}

const object = z.record(z.string(), z.unknown());

/** @returns undefined where the text is no JSON, or no object; npm takes a byte order mark too */
function parsed(text: string) {
  try {
    return object.safeParse(JSON.parse(text.replace(/^\uFEFF/, ""))).data;
  } catch {
    return undefined;
  }
}

/** Of whatever shape: an object's keys, an old list's places, and nothing of null. */
const names = (value: unknown): string[] => Object.keys(value ?? {});

function npmLists(text: string): boolean | undefined {
  const manifest = parsed(text);
  return (
    manifest &&
    names(manifest.dependencies).length + names(manifest.optionalDependencies).length > 0
  );
}

/** What has no slash is PHP itself or one of its extensions. */
function composerLists(text: string): boolean | undefined {
  const manifest = parsed(text);
  return manifest && names(manifest.require).some((name) => name.includes("/"));
}

const cargoLists = (text: string): boolean =>
  tomlKeys(text).some(({ key }) => /^(target\..+\.)?dependencies\../.test(key));

const pythonLists = (text: string): boolean =>
  tomlKeys(text).some(
    ({ key, value }) =>
      (key === "project.dependencies" && !/^\[\s*\]/.test(value)) ||
      /^tool\.poetry\.dependencies\.(?!python$)/.test(key),
  );

const pipfileLists = (text: string): boolean =>
  tomlKeys(text).some(({ key }) => key.startsWith("packages."));

const gemfileLists = (text: string): boolean => /^[ \t]*gem[ \t(]/m.test(text);

/** But for those on another part of the same build. */
const gradleLists = (text: string): boolean =>
  /^[ \t]*(implementation|api|compile|runtime|runtimeOnly)[ \t(](?![ \t(]*project\b)/m.test(text);

const GRADLE = { locks: ["gradle.lockfile"], lists: gradleLists };

export const KINDS: readonly ManifestKind[] = [
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
  { manifest: "build.gradle", ...GRADLE },
  { manifest: "build.gradle.kts", ...GRADLE },
];

/** By the manifest's name. */
export const KIND = new Map(KINDS.map((kind) => [kind.manifest, kind]));
