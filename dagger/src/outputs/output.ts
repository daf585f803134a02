/** The shape of an output: one file a format, registered in `index.ts`. Verdict in, text out. */
import type { Verdict } from "../core/verdict.ts";

export interface Output {
  /** The file's name in the reports folder. */
  readonly file: string;
  /** Pure: the same verdict gives the same bytes. */
  render(verdict: Verdict): string;
}
