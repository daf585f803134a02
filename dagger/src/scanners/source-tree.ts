/** The files of the source as a scanner's `select` sees them. */
export interface SourceTree {
  /**
   * Every plain file of the service's folder but those of .git and node_modules, relative to the
   * source, with `/`, in code-unit order.
   */
  readonly paths: readonly string[];
  /** The text of any file of the source; bytes that are no UTF-8 are replaced. */
  text(path: string): string;
}

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The folder of a path, with its slash; empty at the root. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
