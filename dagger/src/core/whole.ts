/** The verdicts of several services as one. */
import { z } from "zod";
import type { Policy } from "./policy/policy.ts";
import type { Beside } from "./uncovered/judge.ts";
import { gap, VERDICTS, type Verdict, type VerdictName } from "./verdict.ts";

const judged = z.object({
  service: z.string(),
  verdict: z.enum(VERDICTS),
  actions: z.object({ block: z.int(), warn: z.int(), info: z.int(), excepted: z.int() }),
  incomplete: z.array(z.string()).describe("Stages whose evidence is missing"),
});

const left = z.object({ service: z.string(), reason: z.string() });

const wholeSchema = z
  .object({
    schema: z.literal(1),
    verdict: z.enum(VERDICTS),
    decidedAt: z.string(),
    services: z.array(judged).describe("Each has its own verdict.json, in the folder of its name"),
    missing: z.array(left).describe("Services of the policy that nothing was shown of"),
    leftOut: z.array(left).describe("Services that were not asked for"),
    beside: z
      .object({
        gaps: z.array(gap).describe("What required stages had to look at; any makes it incomplete"),
        notes: z.array(z.string()),
      })
      .describe("What lies in no service's folder, so that no stage looked at it"),
  })
  .describe("Greengate verdict over several services");

export type Whole = Omit<z.output<typeof wholeSchema>, "services" | "beside"> & {
  readonly services: readonly Verdict[];
  readonly beside: Beside;
};

/** Block wins the name over incomplete, as in a single verdict. */
const WORST_FIRST: readonly VerdictName[] = ["block", "incomplete", "warn", "pass"];

export interface Join {
  readonly verdicts: readonly Verdict[];
  /** What the policy lists, in its order. */
  readonly policies: readonly Policy[];
  /** Service → why it was not asked for. */
  readonly leftOut: ReadonlyMap<string, string>;
  /** What lies in no service's folder. */
  readonly beside: Beside;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/**
 * A service that the policy lists and nobody shows makes the whole incomplete; so does what a stage
 * had to look at and no service has in its folder.
 */
export function joinVerdicts({ verdicts, policies, leftOut, beside, now }: Join): Whole {
  const names = policies.map(({ service }) => service.name);
  const byName = new Map(verdicts.map((verdict) => [verdict.service, verdict]));
  const services = names.flatMap((name) => byName.get(name) ?? []);
  const missing = names
    .filter((name) => !byName.has(name) && !leftOut.has(name))
    .map((service) => ({ service, reason: "no reports folder of it was given" }));
  const seen = [
    ...services.map(({ verdict }) => verdict),
    ...(missing.length > 0 || services.length === 0 || beside.gaps.length > 0
      ? (["incomplete"] as const)
      : []),
  ];
  return {
    schema: 1,
    verdict: WORST_FIRST.find((name) => seen.includes(name)) ?? "incomplete",
    decidedAt: new Date(now).toISOString(),
    services,
    missing,
    leftOut: names.flatMap((service) => {
      const reason = leftOut.get(service);
      return reason === undefined || byName.has(service) ? [] : [{ service, reason }];
    }),
    beside,
  };
}

/** As it is written: each service in a line, since its own verdict lies in its folder. */
export function wholeJson(whole: Whole): z.output<typeof wholeSchema> {
  return {
    ...whole,
    beside: { gaps: whole.beside.gaps.map(plainGap), notes: [...whole.beside.notes] },
    services: whole.services.map(({ service, verdict, actions, stages }) => ({
      service,
      verdict,
      actions,
      incomplete: stages.filter(({ state }) => state === "incomplete").map(({ stage }) => stage),
    })),
  };
}

const plainGap = ({ code, message, hint }: Beside["gaps"][number]) => ({ code, message, hint });

/** The JSON Schema (draft 2020-12) of the whole's verdict.json. */
export function wholeJsonSchema(): unknown {
  return { ...z.toJSONSchema(wholeSchema), title: "verdict.json of several services" };
}
