/** Composer's lockfile without what lies in a folder of the source and has a branch for a version: it is no package to look up. */
import { any, parsed, withoutMark } from "./parsed.ts";

/** `dev-main`, `1.x-dev`. */
export const isBranch = (version: string): boolean => /^dev-|-dev$/.test(version);

/** @returns undefined where it has none, or nothing else */
export function withoutPaths(text: string): string | undefined {
  const lock = any(parsed(JSON.parse, withoutMark(text)));
  const { packages } = lock;
  if (!Array.isArray(packages)) return undefined;
  const others = packages.filter((each) => {
    const { dist, version } = any(each);
    return any(dist).type !== "path" || !isBranch(String(version));
  });
  if (others.length === 0 || others.length === packages.length) return undefined;
  return JSON.stringify({ ...lock, packages: others });
}
