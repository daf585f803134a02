/**
 * Which package brought a file: the lists of dpkg, of distroless, and of apk; and whether it is one of
 * the image's own system. One of somebody else (NodeSource's nodejs, Sury's php) is not: Trivy holds its
 * version against the advisories of the system's package of the same name, and it is always the newer one.
 */
import { posix } from "node:path";
import { isBuiltAnew, isOfVendor } from "../scanners/trivy/third-party.ts";
import { type ImageFile, isAsListed } from "./files.ts";

const DPKG = /^var\/lib\/dpkg\/info\/([^/:]+)(?::[^/]+)?\.list$/;
const DPKG_STATUS = /^var\/lib\/dpkg\/status(\.d\/[^/]+)?$/;
const DPKG_INSTALLED = "var/lib/dpkg/status";
const DISTROLESS = /^var\/lib\/dpkg\/status\.d\/([^/]+)\.md5sums$/;
const APK = /^(usr\/)?lib\/apk\/db\/installed$/;

const PACKAGE = "Package: ";

/** Debian with the lists of its teams (nginx's and Node.js's are at the second), Ubuntu, and who maintains packages there. */
const DISTRIBUTION = /@([\w.-]+\.)?(debian\.org|alioth-lists\.debian\.net|ubuntu\.com)>?$/;

/** The files that must be read to tell. RPM's database is no text, so it is not read. */
export const isPackageList = (name: string): boolean =>
  [DPKG, DPKG_STATUS, DISTROLESS, APK].some((list) => list.test(name));

/**
 * Whether every installed package says which files are its own; some who make images smaller, or of
 * packages' parts, leave the lists out.
 */
export function listsAreWhole(files: ReadonlyMap<string, ImageFile>): boolean {
  const names = [...files.keys()];
  const listed = new Set(names.flatMap((name) => DPKG.exec(name)?.[1] ?? []));
  const isListed = (name: string): boolean =>
    name === DPKG_INSTALLED
      ? installedIn(files.get(name)?.content).every((each) => listed.has(each))
      : DISTROLESS.test(name) ||
        files.has(`${name}.md5sums`) ||
        listed.has(name.slice(name.lastIndexOf("/") + 1));
  const tell = names.filter((name) => DPKG_STATUS.test(name));
  return (tell.length > 0 || names.some((name) => APK.test(name))) && tell.every(isListed);
}

/** A package that lists a file. */
export interface Owner {
  readonly name: string;
  /** Whether it is the distribution's own. */
  readonly own: boolean;
}

/** @returns path, without a slash at its start → the package that lists it, and the file as it is */
export function packagesOf(files: ReadonlyMap<string, ImageFile>): Map<string, Owner> {
  const lists = [...files].flatMap(([name, list]) =>
    list.content ? [{ name, list, lines: list.content.toString("utf8").split("\n") }] : [],
  );
  const statuses = lists.filter(({ name }) => DPKG_STATUS.test(name) && !DISTROLESS.test(name));
  const system = new Set(statuses.flatMap(({ lines }) => ofDistribution(lines)));
  const known = new Set(statuses.flatMap(({ lines }) => lines.flatMap(packageIn)));
  const owners = new Map<string, Owner>();
  for (const { name, list, lines } of lists) {
    const add = (path: string, owner: Owner) => {
      const at = files.has(path) ? path : merged(files, path);
      const file = files.get(at);
      // What a layer wrote in a file's place, without a word in the list, is no longer the package's.
      // Of two that list it, the other's word would be the wrong one to trust.
      if (file && isAsListed(file, list) && owners.get(at)?.own !== false) owners.set(at, owner);
    };
    const [dpkg, distroless] = [DPKG.exec(name)?.[1], DISTROLESS.exec(name)?.[1]];
    const owner = dpkg ?? distroless;
    // A slash, or 32 digits and two spaces, stand before the path.
    const start = dpkg === undefined ? 34 : 1;
    if (owner !== undefined) {
      // A list alone is no package: Trivy goes by the status.
      if (!known.has(owner)) continue;
      for (const line of lines) add(line.slice(start), { name: owner, own: system.has(owner) });
    } else if (APK.test(name)) addApk(add, lines);
  }
  return owners;
}

/** Debian's lists say lib/ still, which is a link to usr/lib. */
function merged(files: ReadonlyMap<string, ImageFile>, path: string): string {
  const end = path.indexOf("/");
  const folder = files.get(path.slice(0, Math.max(end, 0)));
  return folder?.kind === "link" ? posix.join("/", folder.target, path.slice(end)).slice(1) : path;
}

const packageIn = (line: string): string[] =>
  line.startsWith(PACKAGE) ? [line.slice(PACKAGE.length)] : [];

function installedIn(status: Buffer | undefined): string[] {
  const paragraphs = (status?.toString("utf8") ?? "").split("\n\n");
  return paragraphs
    .filter((each) => /^Status: .* installed$/m.test(each))
    .flatMap((each) => each.split("\n").flatMap(packageIn));
}

/** Names of the installed packages that the distribution itself maintains. */
function ofDistribution(lines: readonly string[]): string[] {
  const names: string[] = [];
  let [name, maintained] = ["", false];
  for (const line of lines) {
    if (line.startsWith(PACKAGE)) [name, maintained] = [line.slice(PACKAGE.length), false];
    else if (line.startsWith("Maintainer: ")) maintained = DISTRIBUTION.test(line);
    else if (maintained && line.startsWith("Version: ") && !isBuiltAnew(revisionOf(line)))
      names.push(name);
  }
  return names;
}

/** What its builder appends to the version; empty of a native package. */
const revisionOf = (version: string): string => /-([^-]*)$/.exec(version)?.[1] ?? "";

/** `P:` names the package, `m:` its maintainer, `F:` a folder, `R:` a file in it. */
function addApk(add: (path: string, owner: Owner) => void, lines: readonly string[]): void {
  let [name, folder, own] = ["", "", true];
  for (const line of lines) {
    const value = line.slice(2);
    if (line.startsWith("P:")) [name, folder, own] = [value, "", true];
    else if (line.startsWith("m:")) own = !isOfVendor("pkg:apk/", value);
    else if (line.startsWith("F:")) folder = value === "" ? "" : `${value}/`;
    else if (line.startsWith("R:")) add(folder + value, { name, own });
  }
}
