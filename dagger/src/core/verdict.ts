/** The verdict: its shape in `verdict.json`, as a zod schema, and the words that it uses. */
import { z } from "zod";
import { EXCEPTION_STATES } from "./exceptions/state.ts";
import { CATEGORIES, type Finding, type Location } from "./finding.ts";
import { SEVERITIES } from "./severity.ts";

export const VERDICTS = ["pass", "warn", "block", "incomplete"] as const;

const severity = z.enum(SEVERITIES);

export const gap = z.object({ code: z.string(), message: z.string(), hint: z.string() });

const place = z.object({ path: z.string(), line: z.int().optional() });

/**
 * `not-looked`: no stage that sees it now had looked when the baseline was made, so that it may have
 * been there. `unknown`: nothing tells. A policy treats both as the change's own.
 */
export const CAUSES = ["code", "base-image", "database", "not-looked", "unknown"] as const;
export type Cause = (typeof CAUSES)[number];

const age = z.object({
  firstSeen: z.string().describe("RFC 3339"),
  new: z.boolean().describe("Not in the baseline"),
});

const due = z.object({
  at: z.string().describe("RFC 3339"),
  by: z.enum(["sla", "kev"]).describe("Whose date it is: the policy's, or CISA's"),
  overdue: z.boolean(),
});

const finding = z.object({
  fingerprint: z.string(),
  category: z.enum(CATEGORIES),
  id: z.string(),
  aliases: z.array(z.string()),
  title: z.string(),
  severity,
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      purl: z.string(),
      fixed: z.string(),
      os: z.boolean(),
    }),
  ),
  locations: z.array(place),
  sources: z.array(z.object({ stage: z.string(), tool: z.string(), severity })),
  detail: z.string().optional(),
  advice: z.string().optional(),
  url: z.string().optional(),
  suppressed: z.string().optional().describe("How a file in the scanned tree tried to hide it"),
  where: place.optional().describe("Where in the repository to look"),
  action: z.enum(["block", "warn", "info", "excepted"]),
  because: z.string().describe("The rule or exception that decided"),
  age: age.optional().describe("Only with a baseline"),
  cause: z.enum(CAUSES).optional().describe("Where it came from when it was new"),
  due: due.optional().describe("Only with a baseline, or where it is known to be exploited"),
  exploited: z
    .object({ added: z.string(), due: z.string() })
    .optional()
    .describe("In CISA's catalogue of known exploited vulnerabilities, with its days"),
  epss: z.number().optional().describe("FIRST's probability of exploitation, 0 to 1"),
});

const stage = z.object({
  stage: z.string(),
  state: z.enum(["complete", "incomplete", "dropped", "not-applicable"]),
  reason: z.string(),
  tool: z
    .object({ name: z.string(), version: z.string(), image: z.string().optional() })
    .optional(),
  startedAt: z.string().optional(),
  usedAt: z.string().optional(),
  reused: z.boolean(),
  durationMs: z.number().optional(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  gaps: z.array(gap),
  accepted: z.array(gap).describe("Gaps that --without-records accepted"),
  notes: z.array(z.string()),
  soon: z
    .array(z.string())
    .optional()
    .describe("What makes it incomplete before long, and from which day"),
});

const exception = z.object({
  id: z.string(),
  reason: z.string(),
  owner: z.string(),
  since: z.string().optional().describe("The first day on which it counts"),
  until: z.string().optional().describe("The last day on which it counts; without one, see below"),
  untilFixed: z.boolean().describe("It ends where a fixed version exists"),
  from: z
    .object({
      kind: z.enum(["policy", "trivyignore", "vex"]),
      file: z.string(),
      line: z.int().optional(),
    })
    .describe("Where it is written down"),
  scope: z.array(z.string()).describe("What it is limited to, in words"),
  justification: z.string().optional().describe("As OpenVEX has it: the service is not affected"),
  state: z.enum(EXCEPTION_STATES),
  covers: z.array(z.string()).describe("Fingerprints that it covers, or would if it counted"),
  notes: z
    .array(z.string())
    .describe("Why it does not count, how it could be narrower, what could be fixed by now"),
});

const step = z.object({
  kind: z.enum(["run", "upgrade", "rebuild", "renew", "fix"]),
  what: z.string(),
  clears: z.array(z.string()).describe("Fingerprints of findings, or names of stages"),
  where: place.optional().describe("Where in the repository to begin"),
  packages: z
    .array(z.object({ name: z.string(), version: z.string(), to: z.string() }))
    .optional()
    .describe("Which version each installed one must become, at least"),
});

const counts = z.record(severity, z.int());

/** A finding of the baseline that this verdict does not have. */
const gone = z.object({
  fingerprint: z.string(),
  category: z.enum(CATEGORIES),
  id: z.string(),
  aliases: z.array(z.string()),
  title: z.string(),
  severity,
  packages: z.array(z.string()).describe("Their names"),
  stages: z.array(z.string()).describe("Which saw it"),
  firstSeen: z.string(),
  cause: z.enum(CAUSES).optional(),
});

const baseline = z.object({
  decidedAt: z.string(),
  sha256: z.string().describe("Digest of the earlier verdict.json"),
  new: z.int(),
  old: z.int(),
  fixed: z.array(gone),
  unseen: z
    .array(gone)
    .describe("Neither found nor fixed: no stage that saw it looked this time; its age is kept"),
  causes: z
    .string()
    .optional()
    .describe("Why it is not known what the vulnerability database alone brought"),
  history: z
    .array(
      z.object({
        decidedAt: z.string(),
        verdict: z.enum(VERDICTS),
        counts,
        overdue: z.int(),
      }),
    )
    .describe("Earlier verdicts, oldest first, the baseline last; handed on from each to the next"),
});

export const verdictSchema = z
  .object({
    schema: z.literal(1),
    verdict: z.enum(VERDICTS),
    service: z.string(),
    decidedAt: z.string().describe("The time that the verdict was asked for, RFC 3339"),
    image: z.object({ config: z.string(), manifest: z.string().optional() }).optional(),
    policy: z.object({
      file: z.string(),
      sha256: z.string().describe("Digest of the effective policy, with its defaults"),
      exclude: z.array(z.string()).describe("What of the source the policy hid from the scanners"),
      unmatched: z
        .array(z.string())
        .optional()
        .describe("Of those, what is not in the source, so that it hid nothing"),
      path: z
        .string()
        .optional()
        .describe("The folder of a policy's one service: nothing beside it was looked at"),
    }),
    change: z
      .object({
        against: z.string().describe("The protected branch, or its policy's file"),
        judgedBy: z.enum(["protected", "given"]).describe("Whose policy and exceptions judged"),
        what: z.array(z.string()).describe("What differs in policy, exceptions and ignore files"),
      })
      .optional()
      .describe("What the change makes of its own judge, where the protected branch's was given"),
    withoutRecords: z.boolean(),
    counts,
    actions: z.object({ block: z.int(), warn: z.int(), info: z.int(), excepted: z.int() }),
    overdue: z
      .int()
      .optional()
      .describe("Findings past their due date; only where something is given beside the reports"),
    baseline: baseline.optional(),
    stages: z.array(stage),
    findings: z.array(finding),
    exceptions: z.array(exception),
    plan: z
      .array(step)
      .describe(
        "The actions that turn it green: leaked secrets first, then by the worst severity cleared, then by how many",
      ),
  })
  .describe("Greengate verdict");

type Shape = z.output<typeof verdictSchema>;

type Written = z.output<typeof finding>;

/** A finding with what is known of it besides the reports. */
export type KnownFinding = Finding &
  Readonly<Pick<Written, "age" | "cause" | "due" | "exploited" | "epss">>;
/** And with what the policy does with it. Its lists may be shared between findings. */
export type JudgedFinding = KnownFinding &
  Readonly<Pick<Written, "action" | "because">> & { readonly where?: Location };
/** A finding of the baseline that is fixed, or that nothing looked for. */
export type GoneFinding = z.output<typeof gone>;
export type Baseline = z.output<typeof baseline>;
export type Verdict = Omit<Shape, "findings"> & { readonly findings: readonly JudgedFinding[] };
export type VerdictName = Verdict["verdict"];
export type JudgedStage = Verdict["stages"][number];
export type Step = Verdict["plan"][number];
export type JudgedException = Verdict["exceptions"][number];

/** Past their due date, and nobody accepts them. */
export const overdueOf = (findings: readonly JudgedFinding[]): JudgedFinding[] =>
  findings.filter(({ due, action }) => due?.overdue && action !== "excepted");

/** The exit code that the contract gives each verdict. 2 is kept for bad input. */
export const EXIT_CODE: Record<VerdictName, number> = { pass: 0, warn: 0, block: 1, incomplete: 3 };

/** The JSON Schema (draft 2020-12) of verdict.json. */
export function verdictJsonSchema(): unknown {
  return { ...z.toJSONSchema(verdictSchema), title: "verdict.json" };
}
