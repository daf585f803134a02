/** The manifests of a source whose dependencies no lockfile lists, so that nobody looks at them. */
import { remembered } from "../../../core/remembered.ts";
import { folderOf, type SourceTree } from "../../source-tree.ts";
import type { Unlocked } from "./findings.ts";
import { kindOf, type ManifestKind } from "./kinds.ts";
import { mayShip } from "./requirements.ts";
import { membersIn } from "./workspaces.ts";

/**
 * Of a path, what is wrong with it; undefined where it is no manifest, or nothing is.
 * @param real the plain file that has its content, undefined where that can't be read
 */
type At = (path: string, real: string | undefined) => Unlocked | undefined;

/**
 * @param locks the lockfiles that are looked at, by the path or the link that a package manager finds
 */
export function unlockedIn({ paths, text: read }: SourceTree, locks: ReadonlySet<string>): At {
  const there = new Set(paths);
  const text = remembered((path: string) => (there.has(path) ? read(path) : ""));
  const requirements = paths.filter(mayShip);
  const membersAt = membersIn(text);

  const isMember = (path: string, own: () => string, { locks: ofKind }: ManifestKind): boolean => {
    const parts = folderOf(path).split("/").slice(0, -1);
    return parts.some((_, depth) => {
      const above = parts
        .slice(0, depth)
        .map((part) => `${part}/`)
        .join("");
      const member = { folder: parts.slice(depth).join("/"), text: own };
      return ofKind.some((lock) => locks.has(above + lock) && membersAt(above + lock)(member));
    });
  };

  /** @param own its text, empty where that can't be read */
  const isLocked = (path: string, own: () => string, kind: ManifestKind): boolean => {
    const folder = folderOf(path);
    const beside = (other: string) => /^(requirements\/)?[^/]+$/.test(other.slice(folder.length));
    return (
      kind.locks.some((lock) => locks.has(folder + lock)) ||
      isMember(path, own, kind) ||
      (kind.requirements === true &&
        requirements.some((other) => other.startsWith(folder) && beside(other)))
    );
  };

  return (path, real) => {
    const kind = kindOf(path);
    if (!kind) return undefined;
    const own = () => (real === undefined ? "" : read(real));
    if (isLocked(path, own, kind) || (real !== undefined && isLocked(real, own, kind))) {
      return undefined;
    }
    const lists = real === undefined ? undefined : kind.lists(read(real));
    if (lists === false) return undefined;
    if (lists === undefined) return { path, reason: "unreadable" };
    const unread = kind.unread?.find((lock) => there.has(folderOf(path) + lock));
    return { path, reason: "no-lockfile", ...(unread !== undefined && { unread }) };
  };
}
