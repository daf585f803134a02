/** Composer's lockfile without what lies in a folder of the source: it has a branch for a version, and is no package to look up. */
import { any, parsed, withoutMark } from "./parsed.ts";

/** @returns undefined where it has none, or nothing else */
export function withoutPaths(text: string): string | undefined {
  const lock = any(parsed(JSON.parse, withoutMark(text)));
  const { packages } = lock;
  if (!Array.isArray(packages)) return undefined;
  const others = packages.filter((each) => any(any(each).dist).type !== "path");
  if (others.length === 0 || others.length === packages.length) return undefined;
  return JSON.stringify({ ...lock, packages: others });
}
