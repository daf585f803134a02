/**
 * Whether a lockfile of a folder above lists what a member of its workspace needs too. That one lies
 * above says nothing: a package.json below it may be no member, and its packages are then in no
 * lockfile. Nor does a folder's name somewhere in its text, since that may be a package's or a field's.
 * So each is parsed, and one that can't be has no members.
 */
import { parse as parseToml } from "smol-toml";
import { remembered } from "../../../core/remembered.ts";
import { folderOf, nameOf } from "../../source-tree.ts";
import { any, parsed, withoutMark, yaml } from "../lockfiles/parsed.ts";
import { importersIn, projectsDocument } from "../lockfiles/pnpm.ts";
import { isListed } from "./folder-globs.ts";

interface Member {
  /** Relative to the lockfile's folder. */
  readonly folder: string;
  /** Its manifest's text; read only where that says more than the folder. */
  readonly text: () => string;
}

type Has = (member: Member) => boolean;

/**
 * @param lock the lockfile's text
 * @param root the text of the manifest beside it, empty where there is none
 */
type Members = (lock: string, root: string) => Has;

/** The manifest of each kind, and what tells its members. */
const WORKSPACES: ReadonlyMap<string, readonly [manifest: string, members: Members]> = new Map([
  ["package-lock.json", ["package.json", (lock) => ofKeys(any(json(lock)).packages)]],
  ["bun.lock", ["package.json", (lock) => ofKeys(any(json(withoutCommas(lock))).workspaces)]],
  [
    "pnpm-lock.yaml",
    [
      "package.json",
      (lock) => ofKeys(any(parsed(yaml, importersIn(projectsDocument(lock)))).importers),
    ],
  ],
  ["yarn.lock", ["package.json", yarn]],
  ["uv.lock", ["pyproject.toml", uv]],
  ["Cargo.lock", ["Cargo.toml", cargo]],
  ["mix.lock", ["mix.exs", mix]],
  ["pubspec.lock", ["pubspec.yaml", pub]],
]);

/**
 * @param text the text of a file, empty where there is none
 * @returns of a lockfile's path, what tells its members; each lockfile is read once
 */
export const membersIn = (text: (path: string) => string): ((lock: string) => Has) =>
  remembered((lock) => {
    const [manifest, members] = WORKSPACES.get(nameOf(lock)) ?? [];
    if (manifest === undefined || !members) return () => false;
    return members(text(lock), text(folderOf(lock) + manifest));
  });

const json = (text: string) => parsed(JSON.parse, withoutMark(text));
const toml = (text: string) => parsed(parseToml, withoutMark(text));

/** Bun writes commas at the ends of lists. YAML would take them too, in a second for each megabyte. */
const withoutCommas = (lock: string) => lock.replace(/,(?=\s*[}\]])/g, "");

const ofKeys =
  (folders: unknown): Has =>
  ({ folder }) =>
    Object.hasOwn(any(folders), folder);

/** Of whatever shape: the texts of a list. */
const texts = (list: unknown): string[] =>
  (Array.isArray(list) ? (list as unknown[]) : []).filter((each) => typeof each === "string");

/** The first version names no member: the manifest beside it does. */
function yarn(lock: string, root: string): Has {
  if (lock.includes("# yarn lockfile v1")) {
    const { workspaces } = any(json(root));
    const globs = Array.isArray(workspaces) ? workspaces : any(workspaces).packages;
    return ({ folder }) => isListed(folder, texts(globs));
  }
  const resolved = lock.matchAll(/^ {2}resolution: "@?[^@"\n]+@workspace:([^"\n]+)"\r?$/gm);
  const folders = new Set([...resolved].map(([, folder]) => folder));
  return ({ folder }) => folders.has(folder);
}

const packagesOf = (lock: string) => {
  const list = any(toml(lock)).package;
  return Array.isArray(list) ? list.map(any) : [];
};

function uv(lock: string): Has {
  const folders = new Set(
    packagesOf(lock).flatMap(({ source }) => {
      const { editable, virtual, directory } = any(source);
      return texts([editable, virtual, directory]);
    }),
  );
  return ({ folder }) => folders.has(folder);
}

/** It names members by their packages' names alone. One with a workspace of its own has a lockfile of its own. */
function cargo(lock: string): Has {
  const own = packagesOf(lock).filter(({ source }) => source === undefined);
  const names = new Set(texts(own.map(({ name }) => name)));
  return ({ text }) => {
    const manifest = any(toml(text()));
    const [name] = texts([any(manifest.package).name]);
    return name !== undefined && names.has(name) && manifest.workspace === undefined;
  };
}

/** It names no member: the umbrella's manifest says which folder they lie in. */
function mix(_lock: string, root: string): Has {
  const apps = /\bapps_path:\s*"([^"]+)"/.exec(root)?.[1];
  return ({ folder }) => apps !== undefined && folderOf(folder) === `${apps}/`;
}

/** Nor does this one. */
function pub(_lock: string, root: string): Has {
  const globs = texts(any(parsed(yaml, root)).workspace);
  return ({ folder }) => isListed(folder, globs);
}
