/** The shape of an output: one file a format, registered in `index.ts`. Verdict in, text out. */
import type { Verdict } from "../core/verdict.ts";

export interface Output {
  /** The file's name in the reports folder. */
  readonly file: string;
  /**
   * Pure: the same verdict, and bill, give the same bytes.
   *
   * @param bill the image's bill of materials, CycloneDX, where the image's scan was whole
   */
  render(verdict: Verdict, bill?: Uint8Array): string;
}
