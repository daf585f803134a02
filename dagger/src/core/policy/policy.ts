/** The policy, `greengate.yaml`: its zod schema, from which the published JSON Schema is made. */
import { z } from "zod";
import { exception } from "../exceptions/written.ts";
import { CATEGORIES } from "../finding.ts";
import { SEVERITIES } from "../severity.ts";
import { text, texted } from "../text.ts";
import { hours, limits, MOST_HOURS } from "./limits.ts";
import { goesBy, requiredStages } from "./required-stages.ts";
import { folder, service, serviceName } from "./service.ts";
import { SLA_NAMES } from "./sla.ts";

const action = z.enum(["block", "warn", "info"]);
const slaHours = hours.max(MOST_HOURS);

const file = z
  .string()
  .regex(/^[^/.][^/]*(\/[^/.][^/]*)*$/, "a file inside the source, such as vex/openssl.json");
/** As the source is walked: a/b, without the dots and slashes that mean nothing. */
const tidy = (path: string): string =>
  path
    .replace(/\/{2,}/g, "/")
    .split("/")
    .filter((part, index) => part !== "." && (part !== "" || index === 0))
    .join("/");
const isInside = (path: string): boolean => path !== "" && !/^\/|[\\*]|(^|\/)\.\.(\/|$)/.test(path);

const actions = z.strictObject({
  critical: action
    .default("block")
    .describe("A critical finding: block makes the verdict red, warn and info leave it green"),
  high: action
    .default("block")
    .describe("A high one, by the worst severity that any tool gives it"),
  medium: action.default("warn").describe("A medium one"),
  low: action.default("info").describe("A low one"),
  info: action.default("info").describe("One that is for information, or of no risk"),
  unknown: action.optional().describe("A severity nobody gave; by default what high does"),
});
const dropped = z.strictObject({
  stage: texted("a stage, such as zap-baseline").describe(
    "One of the gate's, as the verdict names it",
  ),
  reason: texted("a reason, in words: why this stage is not required").describe(
    "Why it is not required; every verdict shows it",
  ),
});

/** One of several services: what it is, and where it differs from the common policy. */
const oneOfServices = service.extend({
  name: serviceName.describe(
    "What it is called in the verdict; its reports lie in a folder of that name",
  ),
  path: folder.describe("The service's folder in the source, such as services/users"),
  actions: z
    .partialRecord(z.enum(SEVERITIES), action)
    .optional()
    .describe("Where it differs from the common actions"),
  drop: z.array(dropped).default([]).describe("Beside those that are dropped for all"),
  exceptions: z.array(exception).default([]).describe("Beside those that hold for all"),
});

export const policySchema = z
  .strictObject({
    version: z.literal(1),
    service: service.prefault({}),
    services: z
      .array(oneOfServices)
      .min(1)
      .optional()
      .describe("Several services of one repository, each with its image, scans and verdict"),
    actions: actions.prefault({}).describe("What a finding of each severity does to the verdict"),
    reportOnly: z
      .array(z.enum(CATEGORIES))
      .default(["sast"])
      .describe("Categories that are reported and never block"),
    drop: z
      .array(dropped)
      .default([])
      .describe("Stages that are not required; each is named in the verdict"),
    require: z
      .array(text)
      .default([])
      .describe(
        "Stages required besides the gate's own: ecr-scan, kev, epss, baseline, another tool's",
      ),
    limits: limits.prefault({}),
    sla: z
      .enum(SLA_NAMES)
      .default("clinic")
      .describe("How long a finding may stay open, from when it was first seen: a known table"),
    slaHours: z
      .strictObject({
        critical: z.number().nonnegative().max(MOST_HOURS).optional(),
        high: slaHours.optional(),
        medium: slaHours.optional(),
        low: slaHours.optional(),
      })
      .default({})
      .describe("Own hours in place of the table's"),
    overdue: z
      .partialRecord(z.enum(SEVERITIES), action)
      .default({})
      .describe("What a finding does once it is overdue, where that is worse"),
    exploited: action
      .default("block")
      .describe("What a finding does that is known to be exploited, where that is worse"),
    newFromDatabase: z
      .enum(["at-once", "sla"])
      .default("at-once")
      .describe(
        "When a finding blocks that only the vulnerability database brought: at once or, but for critical and exploited ones, once it is overdue; `sla` requires kev",
      ),
    semgrepRules: z
      .array(text)
      .default([])
      .describe("Semgrep's rule files in the source; without any it does not apply"),
    pythonAdvisories: z
      .strictObject({
        service: z.enum(["pypi", "osv"]).default("pypi"),
        url: z.url().optional().describe("A mirror of the OSV service"),
      })
      .prefault({})
      .describe("Where pip-audit asks for advisories"),
    exclude: z
      .array(
        text
          .overwrite(tidy)
          .refine(isInside, "a file or folder in the source, such as docs/old: no .., no pattern"),
      )
      .default([])
      .describe("Files and folders of the source that are not the service's; scanners skip them"),
    exceptions: z.array(exception).default([]),
    policyFromProtected: z
      .boolean()
      .default(false)
      .describe(
        "On the protected branch: its policy, ignore files and VEX judge, and what a change makes of them is only shown",
      ),
    vex: z
      .array(file)
      .default([])
      .describe("VEX files in the source, OpenVEX or CycloneDX; each must be there"),
  })
  .superRefine((policy, { addIssue }) => {
    const message = "a stage that the policy does not require";
    const refuse = (
      drop: Policy["drop"],
      required: readonly string[],
      at: readonly PropertyKey[],
    ) => {
      for (const [index, { stage }] of drop.entries()) {
        if (!required.includes(stage)) continue;
        addIssue({ code: "custom", path: [...at, "drop", index, "stage"], message });
      }
    };
    refuse(policy.drop, requiredStages(policy), []);
    for (const [index, { drop }] of (policy.services ?? []).entries()) {
      refuse(drop, goesBy(policy), ["services", index]);
    }
  })
  .describe("Greengate policy");

export type Policy = z.output<typeof policySchema>;
export type Action = z.output<typeof action>;

/** The policy where a repository has none. */
export const DEFAULT_POLICY: Policy = policySchema.parse({ version: 1 });

/** The JSON Schema (draft 2020-12) of a policy file, for editors and docs/schema. */
export function policyJsonSchema(): unknown {
  return {
    ...z.toJSONSchema(policySchema, { io: "input" }),
    title: "greengate.yaml",
  };
}
