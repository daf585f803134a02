/** Which package of the system brought a file: the lists of dpkg, of distroless, and of apk. */
import type { ImageFile } from "./files.ts";

const DPKG = /^var\/lib\/dpkg\/info\/([^/:]+)(?::[^/]+)?\.list$/;
const DISTROLESS = /^var\/lib\/dpkg\/status\.d\/([^/]+)\.md5sums$/;
const APK = /^(usr\/)?lib\/apk\/db\/installed$/;

/** The files that must be read to tell. RPM's database is no text, so it is not read. */
export const isPackageList = (name: string): boolean =>
  DPKG.test(name) || DISTROLESS.test(name) || APK.test(name);

/** @returns path, without a slash at its start → name of the package */
export function packagesOf(files: ReadonlyMap<string, ImageFile>): Map<string, string> {
  const owners = new Map<string, string>();
  for (const [name, { content }] of files) {
    if (!content) continue;
    const lines = content.toString("utf8").split("\n");
    const [dpkg, distroless] = [DPKG.exec(name)?.[1], DISTROLESS.exec(name)?.[1]];
    if (dpkg !== undefined) for (const line of lines) owners.set(line.slice(1), dpkg);
    else if (distroless !== undefined) {
      // 32 digits, two spaces, the path.
      for (const line of lines) owners.set(line.slice(34), distroless);
    } else addApk(owners, lines);
  }
  return owners;
}

/** `P:` names the package, `F:` a folder, `R:` a file in it. */
function addApk(owners: Map<string, string>, lines: readonly string[]): void {
  let [owner, folder] = ["", ""];
  for (const line of lines) {
    const value = line.slice(2);
    if (line.startsWith("P:")) [owner, folder] = [value, ""];
    else if (line.startsWith("F:")) folder = value === "" ? "" : `${value}/`;
    else if (line.startsWith("R:")) owners.set(folder + value, owner);
  }
}
