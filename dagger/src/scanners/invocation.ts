/**
 * How a scanner is run, in a container and on a host alike: what it is given to look at and the
 * commands. The two runners differ only in where the tool and the files lie.
 */
import type { Policy } from "../core/policy/policy.ts";
import type { SourceTree } from "./source-tree.ts";
import type { Tool } from "./tool.ts";

/** Files of ours, path → content. */
export type OwnFiles = Readonly<Record<string, string | Uint8Array>>;

export interface Invocation {
  readonly tool: Tool;
  /** The longest that it may take. */
  readonly seconds: number;
  /** What of the source it looks at; a scanner that looks at the built image has none. */
  readonly select?: (tree: SourceTree, policy: Policy) => Selection;
  /** Laid at `Places.beside`: the canary of a database. */
  readonly beside?: OwnFiles;
  /** Whether it needs Trivy's vulnerability database, at `Places.cache`. */
  readonly database?: boolean;
  /**
   * Laid beside too where the image holds Java archives. What they are, only Trivy's Java database
   * tells, which is then needed at `Places.cache` as well.
   */
  readonly besideJava?: OwnFiles;
  /**
   * The tool's calls, in order; the next starts only where one ended with 0 or one of the scanner's
   * `fineExitCodes`. The highest code is the stage's.
   */
  readonly calls: (at: Places, policy: Policy) => readonly Call[];
  /** What only the tool's log tells, where all of them ended well: for the run record. */
  readonly heard?: (log: string) => Readonly<Record<string, unknown>>;
}

/**
 * The scanner sees a copy of the selected files and nothing else of the repository: no
 * configuration lies beside them that could silence it.
 */
export interface Selection {
  /** What it must have looked at, by path; the reader holds the report against it. */
  readonly targets: readonly string[];
  /** What it needs to understand those (a lockfile's manifest, rules). */
  readonly helpers?: readonly string[];
  /** Laid among them, or in place of one of them. */
  readonly planted?: OwnFiles;
  /** What the selection itself saw, for the run record. */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /**
   * Whether a file of this path would be a target. `real` is the plain file of the source that has its
   * content, undefined where that can't be read: then whether it might be one. Links are held against
   * it. Undefined where no file at all would be one.
   */
  readonly wants: ((path: string, real: string | undefined) => boolean) | undefined;
  /** Where there is no target: why the stage does not apply, as counted. */
  readonly none: string;
  /** Where there is no target: what it can't look without, so that it is not run and missing. */
  readonly lacks?: { readonly reason: string; readonly hint: string };
}

interface Places {
  /** The copy of the selection. */
  readonly source: string;
  /** The built image's archive. */
  readonly image: string;
  readonly beside: string;
  /** Where the reports go. */
  readonly raw: string;
  /** The folder that holds Trivy's db/ and java-db/, as far as they are needed. */
  readonly cache: string;
  /** The selection's targets. */
  readonly targets: readonly string[];
}

export interface Call {
  readonly args: readonly string[];
  /** The file in `raw` that takes what the call prints on standard output. */
  readonly stdout?: string;
}
