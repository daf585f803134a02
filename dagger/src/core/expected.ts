/** What a schema expects at a place, in words, and with the form to write it in. */
import { z } from "zod";
import { didYouMean, either } from "./near.ts";

type Node = z.core.JSONSchema.BaseSchema;

/** The JSON Schema of what is written; what has none (a date, say) may be anything. */
export const formOf = (schema: z.ZodType): Node =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });

/** @returns the part of the schema that is for this place; undefined where there is none */
export function partAt(schema: Node, [key, ...rest]: readonly PropertyKey[]): Node | undefined {
  if (key === undefined) return schema;
  for (const branch of branches(schema)) {
    const { items, properties, additionalProperties } = branch;
    const next =
      typeof key === "number" ? items : (properties?.[String(key)] ?? additionalProperties);
    if (typeof next !== "object" || Array.isArray(next)) continue;
    const found = partAt(next, rest);
    if (found) return found;
  }
  return undefined;
}

/** The keys that may stand in the mapping at a place. */
export const keysOf = (part: Node | undefined): string[] =>
  branches(part).flatMap(({ properties, propertyNames }) =>
    properties
      ? Object.keys(properties)
      : typeof propertyNames === "object"
        ? (propertyNames.enum ?? []).map(String)
        : [],
  );

/**
 * @param part what belongs at this place
 * @param given what stands there
 * @param path where that is: its keys may name the unit
 * @returns without a full stop; undefined where the schema says nothing of use
 */
export function expectation(
  part: Node | undefined,
  given: unknown,
  path: readonly PropertyKey[],
): string | undefined {
  const said = branches(part).map((branch) => ofOne(branch, given, path));
  return said.length === 0 || said.includes(undefined) ? undefined : either(said.map(String));
}

function ofOne(part: Node, given: unknown, path: readonly PropertyKey[]): string | undefined {
  if (part.const !== undefined) return JSON.stringify(part.const);
  if (part.enum) {
    const known = part.enum.map(String);
    const meant = typeof given === "string" ? didYouMean(given, known) : undefined;
    return `${either(known)}${meant ? `. ${meant}` : ""}`;
  }
  switch (part.type) {
    case "integer":
    case "number":
      return numberOf(part, given, path);
    case "array":
      if (Array.isArray(given) && part.minItems) return "a list with at least one entry";
      return `a list: ${listed(part, given)}`;
    case "object":
      return mapping(part, given, typeof path.at(-1) === "number");
    case "boolean":
      return "true or false";
    case "string":
      return part.format === "uri"
        ? "an address, such as https://osv.example"
        : typeof given === "number" || typeof given === "boolean"
          ? `a text, in quotes: "${given}"`
          : "some text";
    default:
      return undefined;
  }
}

function numberOf(part: Node, given: unknown, path: readonly PropertyKey[]): string {
  const { minimum: least, maximum, exclusiveMinimum: above } = part;
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const unit = path.map((key) => /(seconds|hours|days)$/i.exec(String(key))?.[1]).findLast(Boolean);
  const whole = part.type === "integer" && typeof given === "number" && !Number.isInteger(given);
  const words = [
    `a ${whole ? "whole " : ""}number`,
    ...(unit ? [`of ${unit.toLowerCase()}`] : []),
    ...(least !== undefined && most !== undefined ? [`from ${least} to ${most}`] : []),
    ...(least !== undefined && most === undefined ? [`of ${least} or more`] : []),
    ...(above === undefined
      ? []
      : [`above ${above}${most === undefined ? "" : `, ${most} at most`}`]),
  ].join(" ");
  const quoted = typeof given === "string" && /^\d+$/.test(given.trim());
  return quoted ? `${words}, without quotes: ${given.trim()}` : words;
}

/** A list with what was given as its entry: `[/]`, or `- { stage: zap-baseline, reason: … }`. */
function listed({ items }: Node, given: unknown): string {
  const [entry] = typeof items === "object" && !Array.isArray(items) ? branches(items) : [];
  if (entry?.type === "object") return `\`- ${braces(entry, given)}\``;
  return `\`[${written(given)}]\``;
}

function mapping(part: Node, given: unknown, inList: boolean): string {
  if (part.required?.length) return `\`${inList ? "- " : ""}${braces(part, given)}\``;
  const keys = keysOf(part);
  return keys.length === 0 ? "a mapping, name: value" : `a mapping, with ${either(keys)} in it`;
}

/** Each key that is needed, what was given in the first that takes a text. */
function braces({ required = [], properties }: Node, given: unknown): string {
  const first = required.find((key) => {
    const property = properties?.[key];
    return typeof property === "object" && property.type === "string";
  });
  const pairs = required.map((key) => `${key}: ${key === first ? written(given) : "…"}`);
  return `{ ${pairs.join(", ")} }`;
}

/** A scalar as YAML has it; a list or mapping only in outline. */
const written = (given: unknown): string =>
  typeof given === "string" && given.trim() !== ""
    ? /^[\w/][\w./@-]*$/.test(given)
      ? given
      : JSON.stringify(given)
    : typeof given === "number"
      ? String(given)
      : "…";

const branches = (part: Node | undefined): Node[] =>
  part === undefined ? [] : (part.anyOf ?? part.oneOf ?? [part]).flatMap((each) => branchOf(each));
const branchOf = (each: Node | boolean): Node[] => (typeof each === "object" ? [each] : []);
