/** The policy, `greengate.yaml`: its zod schema, from which the published JSON Schema is made. */
import { z } from "zod";
import { parsePurl } from "./exceptions/purl.ts";
import { parseVersions } from "./exceptions/versions.ts";
import { CATEGORIES } from "./finding.ts";
import { SEVERITIES } from "./severity.ts";
import { SLA_NAMES } from "./sla.ts";
import { parseDay } from "./time.ts";

/** https://github.com/openvex/spec: Status Justifications. */
export const JUSTIFICATIONS = [
  "component_not_present",
  "vulnerable_code_not_present",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "inline_mitigations_already_exist",
] as const;

const action = z.enum(["block", "warn", "info"]);
/** @param what is expected, in the words of the error where it is empty or no text */
const texted = (what: string) => z.string({ error: what }).trim().min(1, what);
const text = texted("some text");
const A_PATH = "a path that starts with /";
const urlPath = z.string({ error: A_PATH }).regex(/^\/[^\s#]*$/, A_PATH);
const hours = z.number().positive();

const visited = z.union(
  [
    urlPath.transform((path) => ({ path, status: 200 })),
    z.strictObject({
      path: urlPath,
      status: z
        .int()
        .min(100)
        .max(599)
        .default(200)
        .describe("The HTTP status it must answer with"),
    }),
  ],
  `${A_PATH}, or \`{ path: /nowhere, status: 404 }\``,
);

/** What a service is called that nobody gave a name. */
export const UNNAMED = "service";

const serviceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "lower-case letters, digits, dot, dash, underscore");
const folder = z
  .string()
  .regex(/^(\.|[^/.][^/]*(\/[^/.][^/]*)*)$/, "a folder inside the source, such as services/users");

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

const service = z.strictObject({
  name: serviceName.default(UNNAMED).describe("What it is called in the verdict"),
  path: folder.default(".").describe("The service's folder in the source; what is built is in it"),
  dockerfile: text
    .default("Dockerfile")
    .describe("Path of the Dockerfile in the service's folder; `none` where it has no image"),
  target: text.optional().describe("The Dockerfile's stage to ship; its last one by default"),
  buildArgs: z
    .record(z.string(), z.string())
    .default({})
    .describe("The Dockerfile's build arguments; no place for secrets"),
  port: z.int().min(1).max(65_535).default(5000).describe("Where the service listens"),
  env: z.record(z.string(), z.string()).default({}).describe("Environment while it is attacked"),
  health: urlPath.default("/").describe("Answers 2xx once the service is up"),
  startSeconds: z.int().min(1).max(600).default(60).describe("How long it may take to come up"),
  paths: z
    .array(visited)
    .min(1)
    .default([{ path: "/", status: 200 }])
    .describe("What ZAP must reach, with the status it must see there; / with 200 by default"),
  test: z.array(text).min(1).optional().describe("Test command, where there is no test target"),
});

const A_DAY = "a day of the calendar, YYYY-MM-DD";
const day = z.string({ error: A_DAY }).refine((text) => parseDay(text) !== undefined, A_DAY);

const aRange = (text: string, { addIssue }: z.RefinementCtx<string>): void => {
  const parsed = parseVersions(text);
  if (parsed.ok) return;
  const { message, hint } = parsed.error;
  addIssue({ code: "custom", message: `a version range. ${message} ${hint}` });
};

const exception = z
  .strictObject({
    id: texted("an advisory, rule or fingerprint, such as CVE-2024-0001")
      .refine((id) => !/[*?]/.test(id), "one advisory or rule; a wildcard would hide the next one")
      .describe("Advisory, rule or finding fingerprint, as the verdict shows it"),
    reason: texted("a reason, in words: why this is accepted").describe("Why this is accepted"),
    owner: texted("an owner: who answers for it").describe("Who answers for it"),
    until: day
      .optional()
      .describe("The last day on which it counts, in UTC; needed unless untilFixed is given"),
    untilFixed: z
      .boolean()
      .default(false)
      .describe("Ends once a fixed version of a package that it covers exists"),
    since: day
      .optional()
      .describe("The first day; needed where limits.exceptionMaxDays says how long it may run"),
    package: text.optional().describe("Only in the package of this name"),
    purl: text
      .refine(
        (text) => parsePurl(text).ok,
        "a package URL, such as pkg:npm/lodash@4.17.4, or that without its version",
      )
      .optional()
      .describe("Only in this package: a package URL, with or without its version"),
    versions: text
      .superRefine(aRange)
      .optional()
      .describe("Of that package only these versions, in VERS: vers:npm/>=4.0.0|<4.17.21"),
    path: text.optional().describe("Only at this path, as the verdict shows it"),
    service: text.optional().describe("Only in this one of several services"),
    stage: text.optional().describe("Only where this stage alone reports it"),
    justification: z
      .enum(JUSTIFICATIONS)
      .optional()
      .describe("OpenVEX's word for it, where the service is not affected at all"),
  })
  .superRefine((given, { addIssue }) => {
    const { until, untilFixed, since, purl, versions } = given;
    const issue = (path: keyof typeof given, message: string) =>
      addIssue({ code: "custom", path: [path], message });
    if (until === undefined && !untilFixed) issue("until", "a last day, or untilFixed: true");
    if (until !== undefined && since !== undefined && since > until) {
      issue("since", "a day that is not after until");
    }
    if (versions === undefined) return;
    const range = parseVersions(versions);
    const named = purl === undefined ? undefined : parsePurl(purl);
    if (!named) issue("purl", "the package whose versions these are");
    else if (named.ok && named.value.version) {
      issue("versions", "no range beside a purl that has a version");
    } else if (named.ok && range.ok && range.value.type !== named.value.type) {
      issue("versions", `versions of the purl's own type, vers:${named.value.type}/…`);
    }
  });

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

/**
 * The stages that a policy requires besides the gate's own, in `require` or by what it goes by:
 * without the catalogue nobody knows what is exploited.
 */
export function requiredStages({
  require,
  sla,
  newFromDatabase,
}: {
  readonly require: readonly string[];
  readonly sla: (typeof SLA_NAMES)[number];
  readonly newFromDatabase: "at-once" | "sla";
}): string[] {
  const byCatalogue = sla === "bod-22-01" || newFromDatabase === "sla";
  return byCatalogue ? [...require, "kev"] : [...require];
}

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
    limits: z
      .strictObject({
        databaseMaxAgeHours: hours
          .default(48)
          .describe("Oldest vulnerability database that counts"),
        // Built daily, and by its own date good for three days. An older one names only the newest
        // archives not: whether they are vulnerable, the other database tells.
        javaDatabaseMaxAgeDays: z
          .number()
          .positive()
          .default(7)
          .describe("Oldest Java database that counts, where an image holds Java archives"),
        scanMaxAgeHours: hours.default(24).describe("Oldest scan that counts, fresh or reused"),
        // Node.js gives security releases about once a quarter: a quarter and a month old, the file
        // has missed one, and perhaps a second.
        runtimeAdvisoriesMaxAgeDays: z
          .number()
          .positive()
          .default(120)
          .describe("Oldest list of a language runtime's advisories that counts"),
        exceptionMaxDays: z
          .int()
          .positive()
          .optional()
          .describe("How many days an exception may run; each must then say since when it does"),
        // CISA adds to it about weekly, holidays aside.
        kevMaxAgeDays: z
          .number()
          .positive()
          .default(14)
          .describe("Oldest catalogue of known exploited vulnerabilities that counts"),
        epssMaxAgeDays: z.number().positive().default(7).describe("Oldest EPSS scores that count"),
      })
      .prefault({}),
    sla: z
      .enum(SLA_NAMES)
      .default("clinic")
      .describe("How long a finding may stay open, from when it was first seen: a known table"),
    slaHours: z
      .strictObject({
        critical: z.number().nonnegative().optional(),
        high: hours.optional(),
        medium: hours.optional(),
        low: hours.optional(),
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
    const required = requiredStages(policy);
    for (const [index, { stage }] of policy.drop.entries()) {
      if (!required.includes(stage)) continue;
      const message = "a stage that the policy does not require";
      addIssue({ code: "custom", path: ["drop", index, "stage"], message });
    }
  })
  .describe("Greengate policy");

export type Policy = z.output<typeof policySchema>;
export type Exception = z.output<typeof exception>;
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
