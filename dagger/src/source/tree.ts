/** The source on disk: its files, and copies of a selection of them. */
import { createHash } from "node:crypto";
import {
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { compareText } from "../core/compare.ts";
import type { OwnFiles, Selection } from "../scanners/invocation.ts";
import { type End, type Link, nameOf, type SourceTree } from "../scanners/source-tree.ts";
import { endOf, isPlainFile, isThere } from "./end.ts";
import { FILE as SUBMODULES, submodulesOf } from "./submodules.ts";

const LEFT_OUT: ReadonlySet<string> = new Set([".git", "node_modules"]);
/** At the root. What Dagger uploads lacks them too: `source` in index.ts. */
const REPORTS: ReadonlySet<string> = new Set(["greengate-report", "greengate-registry"]);

/** A repository's history, its installed packages and an earlier run's reports are no source. */
export const isNoSource = (path: string): boolean =>
  LEFT_OUT.has(nameOf(path)) || REPORTS.has(path);

/**
 * @param folder the source
 * @param within the folder of the source to list, `.` for all of it; texts are read from everywhere
 * @param exclude paths of files and folders to leave out, relative to the source, as the policy has them
 * @returns its plain files, its links, which are not followed, since they may lead out of it, and
 *   what else can't be looked at
 */
export function readTree(
  folder: string,
  within: string,
  exclude: readonly string[] = [],
): SourceTree {
  const root = within === "." ? "" : `${within}/`;
  const excluded = new Set(exclude);
  const isLeftOut = (path: string) => excluded.has(path) || isNoSource(path);
  const submodules = submodulesOf(folder);
  const { isAbsent } = submodules;
  const paths: string[] = [];
  const found: string[] = [];
  const walk = (at: string) => {
    const entries = readdirSync(join(folder, at), { withFileTypes: true });
    if (entries.some(({ name }) => name === SUBMODULES)) submodules.read(at);
    for (const entry of entries) {
      const path = `${at}${entry.name}`;
      if (isLeftOut(path)) continue;
      // A name that is no UTF-8 comes with a mark in it, by which nothing is there.
      if (isMisnamed(folder, path)) found.push(path);
      else if (entry.isDirectory() && isAbsent(path)) found.push(path);
      else if (entry.isDirectory()) walk(`${path}/`);
      else if (entry.isFile()) paths.push(path);
      else if (entry.isSymbolicLink()) found.push(path);
    }
  };
  const { end, linked } = endOf(folder, within);
  // Those above the folder name what lies in it, or itself.
  for (const above of [
    "",
    ...[...root.matchAll(/\//g)].map(({ index }) => root.slice(0, index + 1)),
  ])
    submodules.read(above);
  if (linked || (end.kind === "folder" && isAbsent(within))) found.push(within);
  else if (end.kind === "folder") walk(root);
  const isListed = (path: string) => {
    if (linked || !`${path}/`.startsWith(root)) return false;
    const parts = path.slice(root.length).split("/");
    return parts.every((_, index) => !isLeftOut(root + parts.slice(0, index + 1).join("/")));
  };
  return {
    paths: paths.sort(compareText),
    links: found.sort(compareText).map((path): Link => {
      if (isMisnamed(folder, path)) return { path, end: { kind: "misnamed" }, listed: false };
      const { end: at, linked } = endOf(folder, path);
      const end: End = linked ? at : { kind: "submodule" };
      return { path, end, listed: "path" in end && isListed(end.path) };
    }),
    unmatched: exclude.filter((path) => !isThere(folder, path)),
    text: (path) => {
      if (!isPlainFile(folder, path)) throw new Error(`${path} is no plain file of the source`);
      return readFileSync(join(folder, path), "utf8");
    },
  };
}

const isMisnamed = (folder: string, path: string): boolean =>
  nameOf(path).includes("\uFFFD") && !isThere(folder, path);

/** The selected files that there are, with no link on the way. */
function selected(from: string, { targets, helpers = [] }: Selection): string[] {
  const paths = [...new Set([...targets, ...helpers])].sort(compareText);
  return paths.filter((path) => isPlainFile(from, path));
}

/** Copies a selection out of the source into an empty folder. */
export function copySelection(from: string, selection: Selection, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const path of selected(from, selection)) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    copyFileSync(join(from, path), join(to, path), constants.COPYFILE_FICLONE);
  }
  writeFiles(to, selection.planted ?? {});
}

/** @returns 64 hexadecimal digits that change with any selected path or byte */
export function selectionDigest(from: string, selection: Selection): string {
  const hash = createHash("sha256");
  // Each on its own: all of them together may be longer than any text can be.
  const add = (path: string, content: string | Uint8Array) =>
    hash.update(JSON.stringify([path, createHash("sha256").update(content).digest("hex")]));
  for (const [path, content] of Object.entries(selection.planted ?? {})) add(path, content);
  hash.update("\n");
  for (const path of selected(from, selection)) add(path, readFileSync(join(from, path)));
  return hash.digest("hex");
}

export function writeFiles(folder: string, files: OwnFiles): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
