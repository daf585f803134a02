/** docs/policy.md: every field of `greengate.yaml`, made from the schema that it is checked by. */
import { z } from "zod";

/** As much of JSON Schema as the policy's schema uses. */
interface Field {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
  readonly items?: Field;
  readonly anyOf?: readonly Field[];
  readonly additionalProperties?: Field | boolean;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

const field: z.ZodType<Field> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    default: z.unknown().optional(),
    description: z.string().optional(),
    properties: z.record(z.string(), field).optional(),
    required: z.array(z.string()).optional(),
    items: field.optional(),
    anyOf: z.array(field).optional(),
    additionalProperties: z.union([field, z.boolean()]).optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
) as z.ZodType<Field>;

const INTRODUCTION = `# The policy: every field

Made from the schema by \`npm run schema\`; \`policy.schema.json\` in [schema/](schema/) is the same for editors. A file is \`version: 1\` and whatever differs from the defaults. An unknown field, a wrong type or a day that is none is an error with file, line and column (exit code 2): \`greengate policy check greengate.yaml\`.

With this as its first line an editor with the YAML language server, such as VS Code with the YAML extension, completes and checks it while you write; in a repository of your own, with the path or address of the schema there:

\`\`\`yaml
# yaml-language-server: $schema=docs/schema/policy.schema.json
version: 1
\`\`\`
`;

/**
 * @param schema the JSON Schema of the policy
 * @returns Markdown: a table for the top, and one for each group of fields
 */
export function policyReference(schema: unknown): string {
  const parts = [INTRODUCTION];
  const walk = (title: string, group: Field) => {
    const rows = Object.entries(group.properties ?? {}).map(([name, each]) => {
      const required = group.required?.includes(name) && each.default === undefined;
      const cells = [`\`${name}\``, typeOf(each), defaultOf(each, required), meaningOf(each)];
      return `| ${cells.join(" | ")} |`;
    });
    const about = group.description && title !== "Top" ? `${sentence(group.description)}\n\n` : "";
    const head = "| field | what it is | default | meaning |\n| --- | --- | --- | --- |";
    parts.push(`## ${title}\n\n${about}${head}\n${rows.join("\n")}\n`);
    for (const [name, each] of Object.entries(group.properties ?? {})) {
      const inner = fieldsIn(each);
      if (inner) walk(title === "Top" ? `\`${name}\`` : `${title} \`${name}\``, inner);
    }
  };
  walk("Top", field.parse(schema));
  return parts.join("\n");
}

/** The group of fields that a field holds, itself or in each entry of its list. */
function fieldsIn(each: Field): Field | undefined {
  const group = each.properties ? each : each.items?.properties ? each.items : undefined;
  return group && { ...group, ...(each.description && { description: each.description }) };
}

const code = (value: unknown) => `\`${cell(JSON.stringify(value))}\``;
/** A bar would end the table's cell. */
const cell = (text: string) => text.replaceAll("|", "\\|");
const sentence = (text: string) => `${text.replace(/\.$/, "")}.`;

function typeOf(each: Field): string {
  if (each.const !== undefined) return code(each.const);
  if (each.enum) return each.enum.map(code).join(", ");
  if (each.anyOf) return each.anyOf.map(typeOf).join(", or ");
  if (each.type === "array") return `list of ${each.items ? typeOf(each.items) : "values"}`;
  if (each.properties) return "fields, see below";
  if (typeof each.additionalProperties === "object") {
    return `name: ${typeOf(each.additionalProperties)}`;
  }
  return [each.format ?? each.type ?? "value", rangeOf(each)].filter(Boolean).join(", ");
}

/** zod gives every whole number the bounds of what JavaScript counts exactly: no news to anyone. */
function rangeOf({ minimum, exclusiveMinimum, maximum }: Field): string {
  const above = exclusiveMinimum === undefined ? undefined : `above ${exclusiveMinimum}`;
  const from = minimum === undefined || !Number.isSafeInteger(minimum - 1) ? above : `${minimum}`;
  const to = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : `${maximum}`;
  if (from !== undefined && to !== undefined) return `${from} to ${to}`;
  return above ?? (from === undefined ? "" : `at least ${from}`);
}

function defaultOf(each: Field, required: boolean | undefined): string {
  if (required) return "**required**";
  const bare = JSON.stringify(each.default);
  return each.default === undefined || bare === "{}" || bare === "[]" ? "" : code(each.default);
}

const meaningOf = ({ description = "", items }: Field) =>
  cell(description || (items?.description ?? ""));
