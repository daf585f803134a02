/** What a signed test result claims, read strictly: what contradicts itself claims nothing. */
import type { z } from "zod";
import { parseInstant } from "../core/time.ts";
import type { VerdictName } from "../core/verdict.ts";
import type { Statement } from "./statement.ts";
import { RESULT, testResultSchema, verdictAnnotations } from "./test-result.ts";

export interface VerdictClaim {
  readonly verdict: VerdictName;
  /** sha256:… of the effective policy. */
  readonly policy: string;
  /** Milliseconds since 1970. */
  readonly decidedAt: number;
  /** Of the oldest scan. */
  readonly scannedAt: number;
  readonly databaseUpdatedAt: number | undefined;
  /** From when what an exception covered counts again, or blocks what the policy gives time for; the first of them. */
  readonly exceptedUntil: number | undefined;
  /** Kind of attestation → digest of its content. */
  readonly beside: ReadonlyMap<string, string>;
}

type Descriptor = z.output<typeof testResultSchema>["configuration"][number];

/** @returns undefined where the predicate is no whole test result of ours */
export function readVerdictClaim({ predicate }: Statement): VerdictClaim | undefined {
  const parsed = testResultSchema.safeParse(predicate);
  if (!parsed.success) return undefined;
  const { result, configuration, warnedTests, failedTests } = parsed.data;
  const policy = only(configuration, "policy")?.digest?.sha256;
  const said = verdictAnnotations.safeParse(only(configuration, "verdict")?.annotations).data;
  if (policy === undefined || !said || RESULT[said.verdict] !== result) return undefined;
  if (result !== "FAILED" && failedTests.length > 0) return undefined;
  if (result === "PASSED" && warnedTests.length > 0) return undefined;
  const { verdict, databaseUpdatedAt: database, exceptedUntil: excepted } = said;
  const decidedAt = parseInstant(said.decidedAt);
  const scannedAt = parseInstant(said.scannedAt);
  const databaseUpdatedAt = database === undefined ? undefined : parseInstant(database);
  const exceptedUntil = excepted === undefined ? undefined : parseInstant(excepted);
  if (decidedAt === undefined || scannedAt === undefined) return undefined;
  if (excepted !== undefined && exceptedUntil === undefined) return undefined;
  const beside = new Map(
    configuration.flatMap(({ name, annotations }) =>
      typeof annotations?.canonical === "string" ? [[name, annotations.canonical] as const] : [],
    ),
  );
  const times = { decidedAt, scannedAt, databaseUpdatedAt, exceptedUntil };
  return { verdict, policy: `sha256:${policy}`, ...times, beside };
}

/** The one of that name; two would leave open which of them counts. */
function only(configuration: readonly Descriptor[], name: string): Descriptor | undefined {
  const [first, second] = configuration.filter((each) => each.name === name);
  return second ? undefined : first;
}
