/** Evidence that is missing. */
import type { Problem } from "./result.ts";

/** Any gap of a required stage makes the verdict incomplete. */
export interface Gap extends Problem {
  /** Only a run record can show it; `--without-records` accepts that. */
  readonly needsRecord?: true;
}
