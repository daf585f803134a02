/**
 * Takes the image's configuration out of Trivy's report before it is stored: its environment and its
 * history hold whatever secrets the image was built with, unmasked (measured, Trivy 0.76).
 */
import { z } from "zod";

const withMetadata = z.looseObject({
  Metadata: z.looseObject({ ImageConfig: z.unknown().optional() }).optional(),
});

/** @returns the report without it; what is no JSON object stays as it is, for the reader to refuse */
export function withoutImageConfig(text: string): string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return text;
  }
  const report = withMetadata.safeParse(data);
  if (report.data?.Metadata?.ImageConfig === undefined) return text;
  const { ImageConfig: _, ...rest } = report.data.Metadata;
  return `${JSON.stringify({ ...report.data, Metadata: rest }, null, 2)}\n`;
}
