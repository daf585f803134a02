/**
 * Files that a layer names twice: the second name is a hard link, without content of its own in the
 * tar. A later layer may delete the first one, or write another file in its place, and the second stays.
 */
import type { ImageFile } from "./files.ts";

/** @returns the other name of a hard link, as long as a plain file stands there that is the same still */
export function twinOf(
  files: ReadonlyMap<string, ImageFile>,
  { sameAs, layers }: ImageFile,
): string | undefined {
  const there = sameAs === undefined ? undefined : files.get(sameAs);
  if (there?.kind !== "file" || there.sameAs !== undefined) return undefined;
  return (there.layers.at(-1) ?? 0) <= (layers.at(-1) ?? 0) ? sameAs : undefined;
}
