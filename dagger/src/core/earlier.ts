/** An earlier verdict, as a baseline: what it found, and since when each finding is known. */
import { z } from "zod";
import { digestOf } from "./digest.ts";
import type { Gap } from "./gap.ts";
import { instant } from "./instant.ts";
import { readJson } from "./json/read.ts";
import { fail, ok, type Result } from "./result.ts";
import { type Baseline, type GoneFinding, verdictSchema } from "./verdict.ts";

export interface EarlierVerdict {
  readonly service: string;
  /** RFC 3339. */
  readonly decidedAt: string;
  /** Of the whole verdict.json. */
  readonly sha256: string;
  /** Its findings by fingerprint, and those that it had kept of verdicts before it. */
  readonly findings: ReadonlyMap<string, GoneFinding>;
  /** This verdict last. */
  readonly history: Baseline["history"];
  /** Stages that looked then: what another one did not find, it may have missed. */
  readonly complete: ReadonlySet<string>;
  /** Those, and stages that had nothing to look at: what they find now was not there then. */
  readonly looked: ReadonlySet<string>;
}

/** A point a verdict: enough for a chart over a year of work days. */
const MOST_HISTORY = 260;

const { shape } = verdictSchema;
const whole = shape.baseline.unwrap().shape;
const gone = whole.unseen.element.extend({ firstSeen: instant });
const finding = shape.findings.element;

/** What a baseline needs of a verdict: one that a newer Greengate wrote may say more. */
const earlier = z.object({
  schema: shape.schema,
  verdict: shape.verdict,
  service: shape.service,
  decidedAt: instant,
  counts: shape.counts,
  overdue: shape.overdue,
  stages: z.array(z.object({ stage: z.string(), state: z.string() })),
  baseline: z.object({ unseen: z.array(gone), history: whole.history }).optional(),
  findings: z.array(
    z.object({
      fingerprint: z.string().regex(/^[0-9a-f]{32}$/, "32 hexadecimal digits"),
      category: finding.shape.category,
      id: z.string(),
      aliases: z.array(z.string()),
      title: z.string(),
      severity: finding.shape.severity,
      packages: z.array(z.object({ name: z.string() })),
      sources: z.array(z.object({ stage: z.string() })),
      age: z.object({ firstSeen: instant }).optional(),
      cause: finding.shape.cause,
    }),
  ),
});

/**
 * @param bytes a verdict.json
 * @param name what to call it in a message
 */
export function readEarlier(
  bytes: Uint8Array | undefined,
  name: string,
): Result<EarlierVerdict, Gap> {
  const parsed = readJson(bytes, name, earlier);
  if (!parsed.ok) {
    const hint = "Give a verdict.json that Greengate wrote for this service, or its folder.";
    return fail({ ...parsed.error, hint });
  }
  const { service, verdict, decidedAt, counts, overdue = 0, baseline, findings } = parsed.value;
  const stagesOf = (...states: readonly string[]) =>
    new Set(parsed.value.stages.flatMap((each) => (states.includes(each.state) ? each.stage : [])));
  const known = new Map((baseline?.unseen ?? []).map((each) => [each.fingerprint, each]));
  for (const { packages, sources, age, ...rest } of findings) {
    known.set(rest.fingerprint, {
      ...rest,
      packages: packages.map((each) => each.name),
      stages: [...new Set(sources.map(({ stage }) => stage))],
      firstSeen: age?.firstSeen ?? decidedAt,
    });
  }
  const history = [...(baseline?.history ?? []), { decidedAt, verdict, counts, overdue }];
  return ok({
    service,
    decidedAt,
    sha256: digestOf(bytes ?? ""),
    findings: known,
    history: history.slice(-MOST_HISTORY),
    complete: stagesOf("complete"),
    looked: stagesOf("complete", "not-applicable"),
  });
}
