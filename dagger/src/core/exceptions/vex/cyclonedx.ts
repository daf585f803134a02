/**
 * VEX in CycloneDX 1.4 to 1.6 (https://cyclonedx.org/capabilities/vex): the `analysis` of a
 * vulnerability. `resolved`, with or without pedigree, is `fixed`; `false_positive` is
 * `not_affected`, as Trivy has it too.
 */
import { z } from "zod";
import { instant } from "../../instant.ts";
import { parseInstant } from "../../time.ts";
import { type Purl, parsePurl } from "../purl.ts";
import { parseVersions, type Versions } from "../versions.ts";
import { type Component, component, purlsByRef } from "./bom.ts";
import type { Statement, Status, Subject } from "./statement.ts";

const STATES: Readonly<Record<string, Status>> = {
  resolved: "fixed",
  resolved_with_pedigree: "fixed",
  exploitable: "affected",
  in_triage: "under_investigation",
  false_positive: "not_affected",
  not_affected: "not_affected",
};

const JUSTIFICATIONS = [
  "code_not_present",
  "code_not_reachable",
  "requires_configuration",
  "requires_dependency",
  "requires_environment",
  "protected_by_compiler",
  "protected_at_runtime",
  "protected_at_perimeter",
  "protected_by_mitigating_control",
] as const;

const text = z.string().min(1);

const vulnerability = z.object({
  id: text,
  references: z.array(z.object({ id: text })).optional(),
  analysis: z
    .strictObject({
      state: z.enum(Object.keys(STATES)).optional(),
      justification: z.enum(JUSTIFICATIONS).optional(),
      response: z.array(z.string()).optional(),
      detail: z.string().optional(),
      firstIssued: instant.optional(),
      lastUpdated: instant.optional(),
    })
    .optional(),
  affects: z
    .array(
      z.strictObject({
        ref: text,
        versions: z
          .array(
            z.strictObject({
              version: text.optional(),
              range: text.optional(),
              status: z.enum(["affected", "unaffected", "unknown"]).default("affected"),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
});

const named = z.object({ name: z.string().optional() });

export const cycloneDxVex = z.object({
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.string(),
  metadata: z
    .object({
      timestamp: instant.optional(),
      authors: z.array(named).optional(),
      supplier: named.optional(),
      component: component.optional(),
    })
    .optional(),
  components: z.array(component).optional(),
  vulnerabilities: z.array(vulnerability),
});

/** A statement for each vulnerability that has an analysis. @param file the document's, for the verdict */
export function cycloneDxStatements(
  { metadata, components = [], vulnerabilities }: z.output<typeof cycloneDxVex>,
  file: string,
): Statement[] {
  const root = metadata?.component;
  const purls = purlsByRef([...(root ? [root] : []), ...components]);
  const product = root && productOf(root);
  const author = metadata?.authors?.[0]?.name ?? metadata?.supplier?.name ?? `who wrote ${file}`;
  return vulnerabilities.flatMap(({ id, references = [], analysis, affects = [] }) => {
    const status = analysis?.state === undefined ? undefined : STATES[analysis.state];
    if (!analysis || !status) return [];
    const at = analysis.lastUpdated ?? analysis.firstIssued ?? metadata?.timestamp;
    return [
      {
        names: [id, ...references.map((each) => each.id)],
        status,
        at: at === undefined ? undefined : parseInstant(at),
        subjects: affects.map((affected) => ({
          ...(root && !isOwn(affected, root) && product),
          ...subjectOf(affected, purls),
        })),
        why:
          [analysis.justification, analysis.detail?.trim()].filter(Boolean).join(": ") || undefined,
        author,
        file,
      },
    ];
  });
}

/** What the document is of; one without a package URL is an image by its name, and no other. */
function productOf({ name = "", purl }: Component): Pick<Subject, "product" | "unclear"> {
  const parsed = parsePurl(purl ?? `pkg:oci/${encodeURIComponent(name)}`);
  return parsed.ok ? { product: parsed.value } : { unclear: parsed.error.message };
}

/** A package may be its document's own product; a BOM-Link tells itself whose bill it is of. */
const isOwn = ({ ref }: Affected, { "bom-ref": own, purl }: Component): boolean =>
  ref === own || ref === purl || (purl === undefined && ref.startsWith("urn:cdx:"));

type Affected = NonNullable<z.output<typeof vulnerability>["affects"]>[number];

function subjectOf({ ref, versions }: Affected, purls: ReadonlyMap<string, string>): Subject {
  if (ref.startsWith("urn:cdx:")) {
    return { bomLink: ref, ...(versions && { unclear: "a BOM-Link with versions" }) };
  }
  const purl = purls.get(ref) ?? (ref.startsWith("pkg:") ? ref : undefined);
  if (purl === undefined) return { unclear: `${ref} is no component with a package URL` };
  const parsed = parsePurl(purl);
  if (!parsed.ok) return { unclear: parsed.error.message };
  if (parsed.value.type === "oci") {
    return { product: parsed.value, unclear: "it names no package of the image" };
  }
  if (!versions) return { package: parsed.value };
  const read = (wanted: (status: string) => boolean) =>
    versions.filter(({ status }) => wanted(status)).map((each) => versionsOf(each, parsed.value));
  const [listed, others] = [read((is) => is === "unaffected"), read((is) => is !== "unaffected")];
  const known = [...listed, ...others].every((each) => each !== undefined);
  // Of a range that can't be read it may be any.
  const affected = others.map((each) => each ?? { has: () => true });
  if (listed.length === 0 || !known) {
    const unclear = "it says of no version that it is unaffected";
    return { package: parsed.value, affected, unclear };
  }
  // Of a version that is listed as both nobody can tell.
  const has = (found: string) =>
    listed.some((each) => each?.has(found)) && !others.some((each) => each?.has(found));
  return { package: parsed.value, affected, versions: [{ type: parsed.value.type, has }] };
}

/** A listed version, or a range where its order is known. */
function versionsOf(
  { version, range }: NonNullable<Affected["versions"]>[number],
  { type }: Purl,
): Versions | undefined {
  if (version !== undefined) return { type, has: (found) => found === version };
  const parsed = range === undefined ? undefined : parseVersions(range);
  return parsed?.ok && parsed.value.type === type ? parsed.value : undefined;
}
