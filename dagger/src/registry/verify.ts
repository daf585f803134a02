/** `verify`: is what is signed of this image a full proof, by whom was expected, and fresh? */

import { policyDigest } from "../core/policy/digest.ts";
import type { Policy } from "../core/policy/policy.ts";
import { fail, ok, type Result } from "../core/result.ts";
import { HOUR_MS } from "../core/time.ts";
import type { RegistryAccess } from "./access.ts";
import type { Signer } from "./cosign.ts";
import { type Expected, judgeProof, type Proof } from "./proof.ts";
import type { Target } from "./reference.ts";
import { isUnreached, refusalHint } from "./refusal.ts";
import { resolveDigest } from "./resolve.ts";
import { type Kind, PREDICATE } from "./statement.ts";

/**
 * What is asked of a proof.
 * @param policy of the one service
 * @param maxAgeMs the policy's own limit where it is not given
 * @param now milliseconds since 1970
 */
export function expectedOf(
  policy: Policy,
  maxAgeMs: number | undefined,
  now: number,
): Omit<Expected, "digest"> {
  const { scanMaxAgeHours, databaseMaxAgeHours } = policy.limits;
  return {
    policy: policyDigest(policy),
    maxAgeMs: maxAgeMs ?? scanMaxAgeHours * HOUR_MS,
    databaseMaxAgeMs: databaseMaxAgeHours * HOUR_MS,
    now,
  };
}

/** @returns what is proven, in words; a problem where it is not to be deployed, its reasons said before */
export async function verify(
  access: RegistryAccess,
  target: Target,
  signer: Signer,
  expected: Omit<Expected, "digest">,
): Promise<Result<string>> {
  const digest = await resolveDigest(access, target);
  if (!digest.ok) return digest;
  const cosign = await access.cosign();
  if (!cosign.ok) return cosign;
  const image = `${target.repository}@${digest.value}`;
  const statements: unknown[] = [];
  for (const kind of Object.keys(PREDICATE) as Kind[]) {
    const found = await cosign.value.verified(image, kind, signer);
    if (isUnreached(found.said)) return unreached(image, found.said);
    statements.push(...found.statements);
    if (found.said !== "") access.say(`cosign, of the ${kind}: ${found.said}`);
  }
  return said(image, judgeProof(statements, { ...expected, digest: digest.value }), access);
}

/** Nothing was looked at, so nothing can be said of what is signed. */
const unreached = (image: string, said: string): Result<never> =>
  fail({
    code: "registry.failed",
    message: `cosign could not ask for ${image}: ${said}`,
    hint: refusalHint(said) ?? "",
  });

function said(
  image: string,
  { state, problems, facts }: Proof,
  { say }: RegistryAccess,
): Result<string> {
  const lines = facts.map(({ name, value }) => `  ${name.padEnd(10)} ${value}`);
  if (state === "proven") return ok(`VERIFIED: ${image}\n${lines.join("\n")}\n`);
  for (const line of lines) say(line);
  for (const { code, message } of problems) say(`  ${message} [${code}]`);
  const code = state === "blocked" ? "verdict.block" : "proof.missing";
  const hint = problems[0]?.hint ?? "";
  return fail({ code, message: `REFUSED: ${image} is not to be deployed.`, hint });
}
