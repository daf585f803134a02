/** The components of a CycloneDX document: the package URL of each, and the BOM-Link that names it. */
import { z } from "zod";

const text = z.string().min(1);

export interface Component {
  readonly "bom-ref"?: string | undefined;
  readonly name?: string | undefined;
  readonly purl?: string | undefined;
  readonly components?: readonly Component[] | undefined;
}
export const component: z.ZodType<Component> = z.object({
  "bom-ref": text.optional(),
  name: z.string().optional(),
  purl: text.optional(),
  get components() {
    return z.array(component).optional();
  },
});

/** Reference in the document → package URL, of components in components too. */
export function purlsByRef(components: readonly Component[]): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (list: readonly Component[]) => {
    for (const { "bom-ref": ref, purl, components: inner } of list) {
      if (ref !== undefined && purl !== undefined) found.set(ref, purl);
      if (inner) walk(inner);
    }
  };
  walk(components);
  return found;
}

const bomShape = z.object({
  serialNumber: text,
  version: z.int().default(1),
  components: z.array(component).default([]),
});

/** @returns BOM-Link → package URL of each component of a bill of materials; none where it is none */
export function bomLinks(bom: unknown): Map<string, string> {
  const parsed = bomShape.safeParse(bom);
  if (!parsed.success) return new Map();
  const { serialNumber, version, components } = parsed.data;
  const base = `urn:cdx:${serialNumber.replace(/^urn:uuid:/, "")}/${version}#`;
  return new Map(
    [...purlsByRef(components)].flatMap(([ref, purl]) => [
      [base + ref, purl],
      [base + encodeURIComponent(ref), purl],
    ]),
  );
}
