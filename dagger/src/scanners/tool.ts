/** A scanner's program: its image for containers, its packages for a host, how it tells its version. */
import type { IMAGES } from "../images.ts";

export interface Tool {
  readonly name: string;
  readonly program: string;
  /** The image that it runs in; with `python` the one that it is installed into. */
  readonly image: keyof typeof IMAGES;
  /** Python packages pinned by hash that bring it: on a host, and where no image of its own does. */
  readonly python?: PythonPackages;
  /** The oldest version that is good enough, as far as its parts are given. */
  readonly oldest?: readonly number[];
  /** @param cache the folder that holds its database, where it has one */
  readonly versionArguments: (cache: string) => readonly string[];
  /** Reads what it printed then; undefined where that is no such answer. */
  readonly describe: (printed: string) => ToolDescription | undefined;
}

export interface ToolDescription {
  readonly version: string;
  /** What the run record keeps beside it, such as the database's date. */
  readonly evidence?: Readonly<Record<string, unknown>>;
}

export interface PythonPackages {
  /** Names the folder that they are installed into. */
  readonly version: string;
  /** requirements.txt with a hash for every file that pip may take. */
  readonly requirements: string;
}

/** Whether a version such as 1.9.4 is at least the given one; what is no version is not. */
export function atLeast(version: string, oldest: readonly number[]): boolean {
  const parts = version.split(/[^0-9]+/).map(Number);
  for (const [index, least] of oldest.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
