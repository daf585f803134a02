/**
 * Libraries that a package of Python brought where the system's own stand, as Intel's and TBB do: Trivy
 * knows that package.
 * https://packaging.python.org/en/latest/specifications/recording-installed-packages/
 */
import { posix } from "node:path";
import { type ImageFile, isAsListed } from "./files.ts";

const RECORD =
  /^usr\/(local\/)?lib(64)?\/python[\d.]+\/(site|dist)-packages\/[^/]+\.dist-info\/RECORD$/;
/** `../../libtbb.so.12,sha256=…,4481712`; none of these names has a comma. */
const OUTSIDE = /^\.\.\/[^,\n]*(?=,)/gm;

/** The files that must be read to tell. */
export const isWheelRecord = (name: string): boolean => RECORD.test(name);

/** @returns paths that one lists, and the file as it is */
export function filesOfWheels(files: ReadonlyMap<string, ImageFile>): Set<string> {
  const paths = new Set<string>();
  for (const [name, record] of files) {
    if (!record.content || !isWheelRecord(name)) continue;
    for (const [path] of record.content.toString("utf8").matchAll(OUTSIDE)) {
      const at = posix.join(posix.dirname(name), "..", path);
      const file = files.get(at);
      if (file && isAsListed(file, record)) paths.add(at);
    }
  }
  return paths;
}
