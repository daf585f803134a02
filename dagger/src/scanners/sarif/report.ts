/** A SARIF log, as far as the decision needs it. */
import { z } from "zod";
import type { Reading } from "../../core/evidence.ts";
import { readJson } from "../../core/json/read.ts";
import { overrides } from "./overrides.ts";
import { ruleReference } from "./rules.ts";

export const message = z.object({
  text: z.string().optional(),
  id: z.string().optional(),
  arguments: z.array(z.string()).optional(),
});
const level = z.enum(["none", "note", "warning", "error"]);

const artifactLocation = z.object({
  uri: z.string().optional(),
  /** Its place in the run's artifacts. */
  index: z.int().optional(),
});

const rule = z.object({
  id: z.string(),
  name: z.string().optional(),
  shortDescription: message.optional(),
  helpUri: z.string().optional(),
  defaultConfiguration: z.object({ level: level.optional() }).optional(),
  properties: z.object({ "security-severity": z.string().optional() }).optional(),
});

const result = z.object({
  ...ruleReference,
  level: level.optional(),
  kind: z.string().optional(),
  baselineState: z.string().optional(),
  message,
  locations: z
    .array(
      z.object({
        physicalLocation: z
          .object({
            artifactLocation: artifactLocation.optional(),
            region: z.object({ startLine: z.int().optional() }).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  suppressions: z
    .array(z.object({ kind: z.string(), justification: z.string().optional() }))
    .optional(),
});

const notification = z.object({ level: level.optional(), message });

const invocation = z.object({
  executionSuccessful: z.boolean(),
  exitSignalName: z.string().optional(),
  processStartFailureMessage: z.string().optional(),
  ruleConfigurationOverrides: overrides,
  toolExecutionNotifications: z.array(notification).optional(),
  toolConfigurationNotifications: z.array(notification).optional(),
});

const run = z.object({
  tool: z.object({
    driver: z.object({
      name: z.string(),
      guid: z.string().optional(),
      version: z.string().optional(),
      semanticVersion: z.string().optional(),
      rules: z.array(rule).optional(),
    }),
    extensions: z
      .array(
        z.object({
          name: z.string().optional(),
          guid: z.string().optional(),
          rules: z.array(rule).optional(),
        }),
      )
      .optional(),
  }),
  invocations: z.array(invocation).optional(),
  /** Where a converter made it of another tool's output. */
  conversion: z.object({ invocation: invocation.optional() }).optional(),
  artifacts: z.array(z.object({ location: artifactLocation.optional() })).optional(),
  externalPropertyFileReferences: z.record(z.string(), z.unknown()).optional(),
  results: z.array(result).nullish(),
});

const sarifLog = z.object({
  version: z.literal("2.1.0"),
  runs: z.array(run),
  inlineExternalProperties: z.array(z.unknown()).default([]),
});
export type Run = z.output<typeof run>;
export type Invocation = z.output<typeof invocation>;

export const parseSarif = (bytes: Uint8Array | undefined) =>
  readJson(bytes, "The SARIF report", sarifLog);

export function toolOf({ runs: [first] }: z.output<typeof sarifLog>): Reading["tool"] {
  const driver = first?.tool.driver;
  const version = driver?.semanticVersion ?? driver?.version ?? "";
  return { name: driver?.name ?? "unknown", version };
}
