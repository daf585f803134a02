/** What was judged: one service, or several as a whole. */
import type { Verdict } from "./verdict.ts";
import type { Whole } from "./whole.ts";

/** With the bill of materials of each service's image, CycloneDX, where its scan was whole. */
export type Judged =
  | { readonly kind: "one"; readonly verdict: Verdict; readonly bill: Uint8Array | undefined }
  | {
      readonly kind: "whole";
      readonly whole: Whole;
      readonly bills: ReadonlyMap<string, Uint8Array | undefined>;
    };

/** The verdict of each service. */
export const verdictsOf = (judged: Judged): readonly Verdict[] =>
  judged.kind === "one" ? [judged.verdict] : judged.whole.services;
