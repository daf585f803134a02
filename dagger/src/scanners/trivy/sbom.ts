/**
 * The software bill of materials, CycloneDX, made of the very report that is judged: no second scan
 * could see another set of packages. https://cyclonedx.org/docs/1.7/json/
 */

import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { StageInput } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/json/read.ts";

/** Its name in raw/<stage>/. */
export const SBOM = "bom.cdx.json";

const bom = z.object({
  bomFormat: z.literal("CycloneDX"),
  components: z.array(z.object({ purl: z.string().optional() })).default([]),
});

/** @param packages how many the report counted: the bill must list as many */
export function sbomGaps({ files, record }: StageInput, packages: number): Gap[] {
  const parsed = readJson(files.get(SBOM), "The bill of materials", bom);
  if (!parsed.ok) return [{ ...parsed.error, ...(!record && { needsRecord: true }) }];
  const listed = parsed.value.components.filter(({ purl }) => purl !== undefined).length;
  if (listed >= packages) return [];
  const message = `The bill of materials lists ${counted(listed, "package")}, the report ${packages}.`;
  return [{ code: "sbom.incomplete", message, hint: "Run the stage again." }];
}
