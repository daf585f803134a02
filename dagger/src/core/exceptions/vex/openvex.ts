/** OpenVEX 0.2.0 (https://github.com/openvex/spec), every field as its published schema has it. */
import { z } from "zod";
import { instant } from "../../instant.ts";
import { parseInstant } from "../../time.ts";
import { type Purl, parsePurl } from "../purl.ts";
import { JUSTIFICATIONS } from "../written.ts";
import { STATUSES, type Statement, type Subject } from "./statement.ts";

const text = z.string().min(1);

const part = {
  "@id": text.optional(),
  identifiers: z.record(z.string(), z.string()).optional(),
  hashes: z.record(z.string(), z.string()).optional(),
};
const component = z.strictObject(part);
const product = z.strictObject({ ...part, subcomponents: z.array(component).optional() });

const statement = z.strictObject({
  "@id": text.optional(),
  version: z.int().optional(),
  vulnerability: z.strictObject({
    "@id": text.optional(),
    name: text,
    description: z.string().optional(),
    aliases: z.array(text).optional(),
  }),
  timestamp: instant.optional(),
  last_updated: instant.optional(),
  products: z.array(product).optional(),
  status: z.enum(STATUSES),
  supplier: z.string().optional(),
  status_notes: z.string().optional(),
  justification: z.enum(JUSTIFICATIONS).optional(),
  impact_statement: z.string().optional(),
  action_statement: z.string().optional(),
  action_statement_timestamp: instant.optional(),
});

export const openVex = z.strictObject({
  "@context": z.string().startsWith("https://openvex.dev/ns"),
  "@id": text,
  author: text,
  role: z.string().optional(),
  timestamp: instant,
  last_updated: instant.optional(),
  version: z.int(),
  tooling: z.string().optional(),
  statements: z.array(statement).min(1),
});

/** @param file the document's, for the verdict */
export function openVexStatements(
  { author, timestamp, statements }: z.output<typeof openVex>,
  file: string,
): Statement[] {
  return statements.map((each) => {
    const { vulnerability, status, justification, impact_statement: impact } = each;
    return {
      names: [vulnerability.name, ...(vulnerability.aliases ?? [])],
      status,
      // A statement's own time overrides the document's; an update is a word of that later time.
      at: parseInstant(each.last_updated ?? each.timestamp ?? timestamp),
      subjects: (each.products ?? []).flatMap(subjectsOf),
      why: [justification, impact?.trim()].filter(Boolean).join(": ") || undefined,
      ...(justification && { justification }),
      author: each.supplier ?? author,
      file,
    };
  });
}

function subjectsOf(given: z.output<typeof product>): Subject[] {
  const own = identify(given);
  const parts = given.subcomponents ?? [];
  if (parts.length === 0) {
    return own.purl?.type === "oci"
      ? [{ product: own.purl, unclear: own.unclear ?? NO_PACKAGE }]
      : [{ ...(own.purl && { package: own.purl }), ...(own.unclear && { unclear: own.unclear }) }];
  }
  return parts.map((each) => {
    const inner = identify(each);
    const unclear = own.unclear ?? inner.unclear;
    return {
      ...(own.purl && { product: own.purl }),
      ...(inner.purl && { package: inner.purl }),
      ...(unclear && { unclear }),
    };
  });
}

const NO_PACKAGE = "it names no package of the image (subcomponents)";

/** Its package URL; unclear where there is none, two that differ, or a hash that nobody can check. */
function identify({ "@id": id, identifiers, hashes }: z.output<typeof component>): {
  purl?: Purl;
  unclear?: string;
} {
  const given = [id, identifiers?.purl].filter((each) => each?.startsWith("pkg:"));
  const [first, ...others] = new Set(given);
  if (first === undefined) return { unclear: "it names a product by no package URL" };
  const parsed = parsePurl(first);
  if (!parsed.ok) return { unclear: parsed.error.message };
  const purl = parsed.value;
  if (others.length > 0) return { purl, unclear: "it names a product by two package URLs" };
  return hashes
    ? { purl, unclear: "it names a product by a hash, which is not checked" }
    : { purl };
}
