/** The files of the source as a scanner's `select` sees them. */
export interface SourceTree {
  /**
   * Every plain file of the service's folder but those of .git and node_modules, an earlier run's
   * reports and what the policy excludes, relative to the source, with `/`, in code-unit order.
   */
  readonly paths: readonly string[];
  /** Every symbolic link there, in the same order: a scanner is never given one. See `links.ts`. */
  readonly links: readonly Link[];
  /** What the policy excludes and the source does not hold. */
  readonly unmatched: readonly string[];
  /**
   * The text of a plain file of the source, listed or not; bytes that are no UTF-8 are replaced.
   *
   * @throws Error where there is none, or a link is on the way to it
   */
  text(path: string): string;
}

/** What a link leads to. Outside of the source nobody looks: it may be anything, and differs by run. */
export type End =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "outside" }
  | { readonly kind: "nothing" }
  /** No link: a file or folder whose name is no UTF-8, so that nobody can name it to a scanner. */
  | { readonly kind: "misnamed" }
  /** No link: the empty folder of a git submodule that is not checked out. */
  | { readonly kind: "submodule" };

export interface Link {
  readonly path: string;
  readonly end: End;
  /** Whether that is a file among `paths`, or a folder whose files are. */
  readonly listed: boolean;
}

/** The text of a file; undefined where it is not there or can't be read. */
export function textAt({ text }: Pick<SourceTree, "text">, path: string): string | undefined {
  try {
    return text(path);
  } catch {
    return undefined;
  }
}

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The folder of a path, with its slash; empty at the root. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
