/**
 * Takes the image's configuration out of Trivy's report before it is stored: its environment and its
 * history hold whatever secrets the image was built with, unmasked (measured, Trivy 0.76).
 */
import { z } from "zod";
import { rewriteJson } from "../rewrite-json.ts";

const withMetadata = z.looseObject({
  Metadata: z.looseObject({ ImageConfig: z.unknown().optional() }).optional(),
});

export const withoutImageConfig = (text: string): string =>
  rewriteJson(text, withMetadata, (report) => {
    if (report.Metadata?.ImageConfig === undefined) return undefined;
    const { ImageConfig: _, ...rest } = report.Metadata;
    return { ...report, Metadata: rest };
  });
