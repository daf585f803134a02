/**
 * In-toto statements, as cosign signs them and hands them back once their signature is verified.
 * Format: https://github.com/in-toto/attestation/tree/main/spec/v1
 */
import { createHash } from "node:crypto";
import { z } from "zod";

/** What a statement says, by its predicate's type. */
export const PREDICATE = {
  /** Written by `cosign sign`: somebody vouches for the image. It says nothing else. */
  signature: "https://sigstore.dev/cosign/sign/v1",
  verdict: "https://in-toto.io/attestation/test-result/v0.1",
  vulnerabilities: "https://cosign.sigstore.dev/attestation/vuln/v1",
  sbom: "https://cyclonedx.org/bom",
} as const;

export type Kind = keyof typeof PREDICATE;

/** What is to be signed of an image. cosign makes the statement of it, with the image as subject. */
export interface Attestation {
  readonly kind: Kind;
  readonly predicate: unknown;
  /** sha256 of the file that it was made from, in hex; and of its content, in whatever bytes. */
  readonly sha256: string;
  readonly canonical: string;
}

const statement = z.object({
  subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })),
  predicateType: z.string(),
  predicate: z.unknown(),
});

export type Statement = z.output<typeof statement>;

/** @returns the statement; undefined where it is none */
export function readStatement(data: unknown): Statement | undefined {
  return statement.safeParse(data).data;
}

export const isOf = ({ subject }: Statement, digest: string): boolean =>
  subject.some((each) => `sha256:${each.digest.sha256}` === digest);

export const sha256Hex = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

/**
 * sha256 of what a JSON value says, in hex: cosign writes predicates anew, with keys in an order and
 * numbers in a form of its own.
 */
export function canonicalDigest(value: unknown): string {
  return sha256Hex(JSON.stringify(sorted(value)) ?? "");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ["array", ...value.map(sorted)];
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, sorted(each)] as const);
  // Pairs, not an object: a key such as __proto__ or 10 must neither vanish nor change its place.
  return ["object", ...entries.sort(([a], [b]) => (a < b ? -1 : 1))];
}
