/** Trivy's bill of materials, read for what is added to it; all else in it stays as it is. */
import { z } from "zod";
import { readJson } from "../../core/json/read.ts";

const component = z.looseObject({
  "bom-ref": z.string().optional(),
  purl: z.string().optional(),
});

const bill = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  // Older ones name their tools in another way.
  specVersion: z.enum(["1.5", "1.6", "1.7"]),
  metadata: z
    .looseObject({
      tools: z.looseObject({ components: z.array(z.unknown()).default([]) }).optional(),
      properties: z.array(z.unknown()).default([]),
    })
    .optional(),
  components: z.array(component).default([]),
});

export type Bill = z.output<typeof bill>;
export type Component = z.output<typeof component>;

/** @returns undefined where there is none, or none that can be read */
export function readBill(bytes: Uint8Array | undefined): Bill | undefined {
  const read = readJson(bytes, "The bill of materials", bill);
  if (!read.ok) return undefined;
  // A signature is over what was there before.
  const { signature: _, ...rest } = read.value;
  return rest;
}
