/** Manifests that Trivy reads no package from: how each tells that it needs some, and which lockfiles it has. */
import { parse as parseToml } from "smol-toml";
import { z } from "zod";

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

const table = z.record(z.string(), z.unknown());

/** @returns undefined where the text is none of the language, or no object; npm takes a byte order mark too */
function parsed(parse: (text: string) => unknown, text: string) {
  try {
    return table.safeParse(parse(text.replace(/^\uFEFF/, ""))).data;
  } catch {
    return undefined;
  }
}

/** Of whatever shape: an object's keys, an old list's places, and nothing of null. */
const names = (value: unknown): string[] => Object.keys(value ?? {});

/** The table of that name; an empty one where there is none. */
const tableAt = (of: Record<string, unknown>, name: string): Record<string, unknown> =>
  table.safeParse(of[name]).data ?? {};

function npmLists(text: string): boolean | undefined {
  const manifest = parsed(JSON.parse, text);
  return (
    manifest &&
    names(manifest.dependencies).length + names(manifest.optionalDependencies).length > 0
  );
}

/** What has no slash is PHP itself or one of its extensions. */
function composerLists(text: string): boolean | undefined {
  const manifest = parsed(JSON.parse, text);
  return manifest && names(manifest.require).some((name) => name.includes("/"));
}

/** Of every platform. */
function cargoLists(text: string): boolean | undefined {
  const manifest = parsed(parseToml, text);
  if (!manifest) return undefined;
  const target = tableAt(manifest, "target");
  const platforms = Object.keys(target).map((name) => tableAt(target, name));
  return [manifest, ...platforms].some((each) => names(each.dependencies).length > 0);
}

function pythonLists(text: string): boolean | undefined {
  const manifest = parsed(parseToml, text);
  if (!manifest) return undefined;
  const poetry = tableAt(tableAt(manifest, "tool"), "poetry");
  return (
    names(tableAt(manifest, "project").dependencies).length > 0 ||
    names(poetry.dependencies).some((name) => name !== "python")
  );
}

function pipfileLists(text: string): boolean | undefined {
  const manifest = parsed(parseToml, text);
  return manifest && names(manifest.packages).length > 0;
}

const gemfileLists = (text: string): boolean => /^[ \t]*gem[ \t(]/m.test(text);

/** But for those on another part of the same build. */
const gradleLists = (text: string): boolean =>
  /^[ \t]*(implementation|api|compile|runtime|runtimeOnly)[ \t(](?![ \t(]*project\b)/m.test(text);

const GRADLE = { locks: ["gradle.lockfile"], lists: gradleLists };

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
  { manifest: "build.gradle", ...GRADLE },
  { manifest: "build.gradle.kts", ...GRADLE },
];

/** By the manifest's name. */
export const KIND = new Map(KINDS.map((kind) => [kind.manifest, kind]));
