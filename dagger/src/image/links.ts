/** Where a link in an image leads, through links among the folders on its way too. */
import type { ImageFile } from "./files.ts";

/** As the kernel has them, of links and of a path's length: https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const MOST = 40;
const LONGEST = 4096;

/** @returns the path at its end, whatever is there, without a slash at its start; undefined in a circle */
export function endOfLink(files: ReadonlyMap<string, ImageFile>, name: string): string | undefined {
  if (name.length > LONGEST) return undefined;
  const open = name.split("/").reverse();
  let at = "";
  for (let links = 0; open.length > 0; ) {
    const part = open.pop() ?? "";
    if (part === "" || part === ".") continue;
    const next =
      part === ".."
        ? at.slice(0, Math.max(at.lastIndexOf("/"), 0))
        : at === ""
          ? part
          : `${at}/${part}`;
    const file = files.get(next);
    if (file?.kind !== "link" || part === "..") {
      at = next;
      continue;
    }
    links += 1;
    if (links > MOST || open.length + file.target.length > LONGEST) return undefined;
    if (file.target.startsWith("/")) at = "";
    open.push(...file.target.split("/").reverse());
  }
  return at;
}
