/**
 * Judges what is signed of an image: is it whole, of this digest, of this policy, green and fresh? Its
 * input are statements whose signatures cosign has verified; nothing else of a registry is believed.
 */
import type { Fact } from "../core/evidence.ts";
import type { Problem } from "../core/result.ts";
import { HOUR_MS, inWords, SKEW_MS } from "../core/time.ts";
import { EXIT_CODE } from "../core/verdict.ts";
import { canonicalDigest, isOf, type Kind, PREDICATE, readStatement } from "./statement.ts";
import { readVerdictClaim, type VerdictClaim } from "./verdict-claim.ts";

export interface Expected {
  /** The image's manifest digest, sha256:…. */
  readonly digest: string;
  /** Digest of the effective policy. */
  readonly policy: string;
  readonly maxAgeMs: number;
  /** How old the database may have been when the verdict was made. */
  readonly databaseMaxAgeMs: number;
  readonly now: number;
}

export interface Proof {
  /** `blocked` where a signed verdict of this policy is red; `unproven` where evidence is missing. */
  readonly state: "proven" | "blocked" | "unproven";
  readonly problems: readonly Problem[];
  readonly facts: readonly Fact[];
}

const NAMES: Record<Kind, string> = {
  signature: "signature",
  verdict: "verdict",
  vulnerabilities: "vulnerability report",
  sbom: "SBOM",
};

/** @param statements the payloads that cosign verified; whatever else is among them counts as nothing */
export function judgeProof(statements: readonly unknown[], expected: Expected): Proof {
  const read = statements.map(readStatement).filter((each) => each !== undefined);
  const of = (kind: Kind) =>
    read.filter((each) => each.predicateType === PREDICATE[kind] && isOf(each, expected.digest));
  const absent = (kind: Kind): Problem[] => {
    if (of(kind).length > 0) return [];
    const other = read.some((each) => each.predicateType === PREDICATE[kind]);
    const message = other
      ? `The ${NAMES[kind]} is of another image.`
      : `No ${NAMES[kind]} of this image is signed by who was expected.`;
    const hint = `\`greengate ${kind === "signature" ? "sign" : "attest"}\` makes it.`;
    return [{ code: `${kind}.${other ? "other-image" : "absent"}`, message, hint }];
  };
  const claims = of("verdict").map(readVerdictClaim);
  const newest = claims.filter((claim) => claim?.policy === expected.policy).sort(newestFirst)[0];
  const problems = [...absent("signature"), ...absent("verdict")];
  if (claims.includes(undefined)) problems.push(MALFORMED);
  if (!newest) {
    if (claims.length > 0) problems.push(OTHER_POLICY);
    return { state: "unproven", problems, facts: [] };
  }
  problems.push(...verdictProblems(newest, expected));
  for (const kind of ["vulnerabilities", "sbom"] as const) {
    const missing = absent(kind);
    problems.push(...missing);
    const named = newest.beside.get(kind);
    const same = of(kind).some(({ predicate }) => canonicalDigest(predicate) === named);
    if (missing.length === 0 && !same) {
      const message = `The ${NAMES[kind]} is not the one of the verdict.`;
      problems.push({ code: `${kind}.other-run`, message, hint: "Run `greengate attest` again." });
    }
  }
  const blocked = newest.verdict === "block";
  const state = blocked ? "blocked" : problems.length > 0 ? "unproven" : "proven";
  return { state, problems, facts: factsOf(newest, expected) };
}

/** Of two at one time the red one first. */
const newestFirst = (a: VerdictClaim | undefined, b: VerdictClaim | undefined): number =>
  !a || !b ? 0 : b.decidedAt - a.decidedAt || EXIT_CODE[b.verdict] - EXIT_CODE[a.verdict];

function verdictProblems(claim: VerdictClaim, { now, ...expected }: Expected): Problem[] {
  const { verdict, decidedAt, scannedAt, exceptedUntil, databaseUpdatedAt: database } = claim;
  const problems: Problem[] = [];
  const problem = (code: string, message: string, hint = "Run the gate again, then attest.") =>
    problems.push({ code, message, hint });
  if (EXIT_CODE[verdict] !== 0) problem(`verdict.${verdict}`, `The signed verdict is ${verdict}.`);
  if (now - scannedAt > expected.maxAgeMs) {
    const allowed = inWords(expected.maxAgeMs);
    problem(
      "verdict.stale",
      `It was scanned ${inWords(now - scannedAt)} ago; ${allowed} is allowed.`,
    );
  }
  if (exceptedUntil !== undefined && now >= exceptedUntil) {
    problem(
      "exception.ran-out",
      `It was green by an exception, or time that the policy gives, that ran out at ${new Date(exceptedUntil).toISOString()}.`,
      "Mend what that covered, or renew the exception; then run the gate again and attest.",
    );
  }
  if (Math.max(decidedAt, scannedAt) > now + SKEW_MS) {
    problem(
      "verdict.from-the-future",
      "It was scanned or judged in the future.",
      "Set the clocks.",
    );
  }
  if (database === undefined) {
    problem("database.unknown-age", "The verdict does not say how old the database was.");
  } else if (decidedAt - database > expected.databaseMaxAgeMs || database > decidedAt + HOUR_MS) {
    problem("database.stale", `The database was of ${new Date(database).toISOString()}.`);
  }
  return problems;
}

function factsOf(claim: VerdictClaim, { now }: Expected): Fact[] {
  const time = (ms: number) => new Date(ms).toISOString();
  const { verdict, policy, decidedAt, scannedAt, databaseUpdatedAt } = claim;
  return [
    { name: "verdict", value: `${verdict}, decided ${time(decidedAt)}` },
    { name: "policy", value: policy },
    { name: "scanned", value: `${time(scannedAt)}, ${inWords(Math.max(now - scannedAt, 0))} ago` },
    ...(databaseUpdatedAt === undefined
      ? []
      : [{ name: "database", value: `updated ${time(databaseUpdatedAt)}` }]),
  ];
}

const MALFORMED: Problem = {
  code: "verdict.malformed",
  message: "A signed verdict is not whole, or contradicts itself.",
  hint: "Attest with this version of Greengate.",
};
const OTHER_POLICY: Problem = {
  code: "verdict.other-policy",
  message: "The signed verdict is of another policy.",
  hint: "Name the policy that it was judged by with --policy (options that the module was given, build arguments and port too, are part of it: write them there), or judge and attest again.",
};
