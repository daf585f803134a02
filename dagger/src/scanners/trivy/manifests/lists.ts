/**
 * Whether a manifest lists packages that ship, by its language; undefined where it can't be read.
 * `python.ts` has the one of pyproject.toml.
 */
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { parsed, withoutMark } from "../lockfiles/parsed.ts";

export type Lists = (text: string) => boolean | undefined;

const table = z.record(z.string(), z.unknown());
type Table = z.output<typeof table>;

/** @returns undefined where the text is none of the language, or no object; npm takes a byte order mark too */
const tableIn = (parse: (text: string) => unknown, text: string): Table | undefined =>
  table.safeParse(parsed(parse, withoutMark(text))).data;

/** Of whatever shape: an object's keys, an old list's places, and nothing of null. */
const names = (value: unknown): string[] => Object.keys(value ?? {});

/** The table of that name; an empty one where there is none. */
const tableAt = (of: Table, name: string): Table => table.safeParse(of[name]).data ?? {};

/** npm installs peers too, since its version 7, but for optional ones. */
export function npmLists(text: string): boolean | undefined {
  const manifest = tableIn(JSON.parse, text);
  if (!manifest) return undefined;
  const peers = tableAt(manifest, "peerDependenciesMeta");
  return (
    names(manifest.dependencies).length + names(manifest.optionalDependencies).length > 0 ||
    names(manifest.peerDependencies).some((name) => tableAt(peers, name).optional !== true)
  );
}

/** What has no slash is PHP itself or one of its extensions. */
export function composerLists(text: string): boolean | undefined {
  const manifest = tableIn(JSON.parse, text);
  return manifest && names(manifest.require).some((name) => name.includes("/"));
}

/** Of every platform. */
export function cargoLists(text: string): boolean | undefined {
  const manifest = tableIn(parseToml, text);
  if (!manifest) return undefined;
  const target = tableAt(manifest, "target");
  const platforms = Object.keys(target).map((name) => tableAt(target, name));
  return [manifest, ...platforms].some((each) => names(each.dependencies).length > 0);
}

export function pipfileLists(text: string): boolean | undefined {
  const manifest = tableIn(parseToml, text);
  return manifest && names(manifest.packages).length > 0;
}

/** But for those of Flutter itself, and on another folder. */
export function pubLists(text: string): boolean | undefined {
  const manifest = tableIn(parseYaml, text);
  if (!manifest) return undefined;
  const dependencies = tableAt(manifest, "dependencies");
  return names(dependencies).some((name) => {
    const { sdk, path } = tableAt(dependencies, name);
    return sdk === undefined && path === undefined;
  });
}

export const gemfileLists = (text: string): boolean => /^[ \t]*gem[ \t(]/m.test(text);

/** A line or what stands in one behind a brace, whatever it is for but tests; Kotlin's may be in quotes. */
const GRADLE =
  /(?:^|[{;])[ \t]*["']?(?!\w*[tT]est)(?:\w*[iI]mplementation|api|compile|runtime|\w*[rR]untimeOnly)["']?[ \t(](?![ \t(]*project\b)/m;

/** But for those on another part of the same build. */
export const gradleLists = (text: string): boolean =>
  GRADLE.test(text.replace(/^[ \t]*\/\/.*$/gm, ""));

/** What runs the tests of a project: a package, or the project's own kind. */
const TEST_RUNNER =
  /["'](Microsoft\.NET\.Test\.Sdk|MSTest\.Sdk(\/[^"']*)?|xunit\.v3(\.[^"']*)?)["']/i;

/** `<PackageReference Remove="…"`: another file's, that this project has not. MSBuild takes names in any case. */
const TAKEN_BACK = /<PackageReference\s[^<]*?\bRemove\s*=[^<]*/gi;

export function nugetLists(text: string): boolean {
  const bare = text
    .split("<!--")
    .map((part, index) => (index === 0 ? part : part.split("-->").slice(1).join("-->")))
    .join("")
    .replace(TAKEN_BACK, "");
  return /<PackageReference\s/i.test(bare) && !TEST_RUNNER.test(bare);
}

/** `{:name, "~> 1.0"}` or `{:name, git: "…"}`, but for those that are for development alone. */
export function mixLists(text: string): boolean {
  const bare = text.replace(/^[ \t]*#.*$/gm, "");
  const pairs = bare.match(/\{\s*:\w+\s*,\s*(?:"[^"\n]*"|git:|github:)[^{}]*\}/g) ?? [];
  return pairs.some((pair) => {
    const [, requirement] = /^[^"]*,\s*"([^"]*)"/.exec(pair) ?? [];
    if (requirement !== undefined && !/\d/.test(requirement)) return false;
    return !/\bonly:/.test(pair) || /:prod\b/.test(pair);
  });
}

/** `"org" %% "name" % "1.0"`, but for those that are for tests alone. */
export function sbtLists(text: string): boolean {
  const bare = text.replace(/^[ \t]*\/\/.*$/gm, "").replace(TEST_ALONE, "");
  return /"[^"\n]+"\s*%{1,3}\s*"[^"\n]+"\s*%\s*["\w]/.test(bare);
}

const TEST_ALONE =
  /"[^"\n]+"\s*%{1,3}\s*"[^"\n]+"\s*%\s*("[^"\n]*"|[\w.]+)\s*%\s*("(test|it)[^"\n>]*"|(Integration)?Test\b)/g;

export const conanLists = (text: string): boolean => /\brequires\b/.test(text);
export const podLists = (text: string): boolean => /^[ \t]*pod\s/m.test(text);
export const swiftLists = (text: string): boolean => /\.package\s*\(/.test(text);
