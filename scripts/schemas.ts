/** The published JSON Schemas, made from the zod schemas: file name in docs/schema → content. */
import { z } from "zod";
import { policyJsonSchema } from "../dagger/src/core/policy/policy.ts";
import { runRecords } from "../dagger/src/core/run-record.ts";
import { verdictJsonSchema } from "../dagger/src/core/verdict.ts";
import { wholeJsonSchema } from "../dagger/src/core/whole.ts";
import { policyReference } from "./policy-reference.ts";

const text = (schema: unknown) => `${JSON.stringify(schema, null, 2)}\n`;

export const SCHEMAS: ReadonlyMap<string, string> = new Map([
  ["policy.schema.json", text(policyJsonSchema())],
  ["verdict.schema.json", text(verdictJsonSchema())],
  ["services-verdict.schema.json", text(wholeJsonSchema())],
  ["run.schema.json", text({ ...z.toJSONSchema(runRecords, { io: "input" }), title: "run.json" })],
]);

/** The same for readers. */
export const POLICY_REFERENCE = policyReference(policyJsonSchema());
