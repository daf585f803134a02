/**
 * Which package of the image's own system brought a file: the lists of dpkg, of distroless, and of
 * apk. A package of somebody else (NodeSource's nodejs, Sury's php) is none: Trivy holds its version
 * against the advisories of the system's package of the same name, and it is always the newer one.
 */
import { isBuiltAnew, isOfVendor } from "../scanners/trivy/third-party.ts";
import { type ImageFile, isAsListed } from "./files.ts";

const DPKG = /^var\/lib\/dpkg\/info\/([^/:]+)(?::[^/]+)?\.list$/;
const DPKG_STATUS = /^var\/lib\/dpkg\/status(\.d\/[^/]+)?$/;
const DISTROLESS = /^var\/lib\/dpkg\/status\.d\/([^/]+)\.md5sums$/;
const APK = /^(usr\/)?lib\/apk\/db\/installed$/;

/** Debian with the lists of its teams (nginx's and Node.js's are at the second), Ubuntu, and who maintains packages there. */
const DISTRIBUTION = /@([\w.-]+\.)?(debian\.org|alioth-lists\.debian\.net|ubuntu\.com)>?$/;

/** The files that must be read to tell. RPM's database is no text, so it is not read. */
export const isPackageList = (name: string): boolean =>
  [DPKG, DPKG_STATUS, DISTROLESS, APK].some((list) => list.test(name));

/** @returns path, without a slash at its start → name of the package */
export function packagesOf(files: ReadonlyMap<string, ImageFile>): Map<string, string> {
  const lists = [...files].flatMap(([name, list]) =>
    list.content ? [{ name, list, lines: list.content.toString("utf8").split("\n") }] : [],
  );
  const system = new Set(
    lists.flatMap(({ name, lines }) =>
      DPKG_STATUS.test(name) && !DISTROLESS.test(name) ? ofDistribution(lines) : [],
    ),
  );
  const owners = new Map<string, string>();
  for (const { name, list, lines } of lists) {
    // What a layer wrote in a file's place, without a word in the list, is no longer the package's.
    const add = (path: string, owner: string) => {
      const file = files.get(path);
      if (file && isAsListed(file, list)) owners.set(path, owner);
    };
    const [dpkg, distroless] = [DPKG.exec(name)?.[1], DISTROLESS.exec(name)?.[1]];
    const owner = dpkg ?? distroless;
    // A slash, or 32 digits and two spaces, stand before the path.
    const start = dpkg === undefined ? 34 : 1;
    if (owner === undefined) {
      if (APK.test(name)) addApk(add, lines);
    } else if (system.has(owner)) {
      for (const line of lines) add(line.slice(start), owner);
    }
  }
  return owners;
}

/** Names of the installed packages that the distribution itself maintains. */
function ofDistribution(lines: readonly string[]): string[] {
  const names: string[] = [];
  let [name, maintained] = ["", false];
  for (const line of lines) {
    if (line.startsWith("Package: ")) [name, maintained] = [line.slice(9), false];
    else if (line.startsWith("Maintainer: ")) maintained = DISTRIBUTION.test(line);
    else if (maintained && line.startsWith("Version: ") && !isBuiltAnew(revisionOf(line)))
      names.push(name);
  }
  return names;
}

/** What its builder appends to the version; empty of a native package. */
const revisionOf = (version: string): string => /-([^-]*)$/.exec(version)?.[1] ?? "";

/** `P:` names the package, `m:` its maintainer, `F:` a folder, `R:` a file in it. */
function addApk(add: (path: string, owner: string) => void, lines: readonly string[]): void {
  let [owner, folder, own] = ["", "", true];
  for (const line of lines) {
    const value = line.slice(2);
    if (line.startsWith("P:")) [owner, folder, own] = [value, "", true];
    else if (line.startsWith("m:")) own = !isOfVendor("pkg:apk/", value);
    else if (line.startsWith("F:")) folder = value === "" ? "" : `${value}/`;
    else if (own && line.startsWith("R:")) add(folder + value, owner);
  }
}
