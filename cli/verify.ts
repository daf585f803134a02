/** `greengate verify`: is what is signed of this image a full proof, by whom was expected, and fresh? */
import { parseArgs } from "node:util";
import type { Policy } from "../dagger/src/core/policy.ts";
import { policyDigest } from "../dagger/src/core/policy-digest.ts";
import { fail, ok, type Result } from "../dagger/src/core/result.ts";
import { askedServices } from "../dagger/src/core/services.ts";
import { HOUR_MS } from "../dagger/src/core/time.ts";
import { type Expected, judgeProof, type Proof } from "../dagger/src/registry/proof.ts";
import { type Kind, PREDICATE } from "../dagger/src/registry/statement.ts";
import { loadPolicy } from "./load-policy.ts";
import type { Signer } from "./registry/cosign.ts";
import { keyOf, maxAgeOf, nowOf, SHARED, targetOf } from "./registry/options.ts";
import { resolveDigest } from "./registry/resolve.ts";
import { inSession, type Session } from "./registry/session.ts";
import { UsageError } from "./usage.ts";

export async function verifyCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...SHARED,
      key: { type: "string" },
      "certificate-identity": { type: "string" },
      "certificate-oidc-issuer": { type: "string" },
      service: { type: "string" },
    },
  });
  const [name, extra] = positionals;
  if (name === undefined || extra !== undefined) throw new UsageError("verify takes one REF");
  const target = targetOf(name);
  const signer = signerOf(values);
  const policy = policyOf(loadPolicy(values.policy, ".").policy, values.service);
  const { scanMaxAgeHours, databaseMaxAgeHours } = policy.limits;
  const expected = {
    policy: policyDigest(policy),
    maxAgeMs: maxAgeOf(values["max-age"]) ?? scanMaxAgeHours * HOUR_MS,
    databaseMaxAgeMs: databaseMaxAgeHours * HOUR_MS,
    now: nowOf(values.now),
  };
  return inSession(values["install-tools"], (session) => verify(session, target, signer, expected));
}

async function verify(
  session: Session,
  target: ReturnType<typeof targetOf>,
  signer: Signer,
  rest: Omit<Expected, "digest">,
): Promise<Result<string>> {
  const digest = await resolveDigest(session, target);
  if (!digest.ok) return digest;
  const cosign = await session.cosign();
  if (!cosign.ok) return cosign;
  const image = `${target.repository}@${digest.value}`;
  const statements: unknown[] = [];
  for (const kind of Object.keys(PREDICATE) as Kind[]) {
    const found = await cosign.value.verified(image, kind, signer);
    statements.push(...found.statements);
    if (found.said !== "") session.say(`cosign, of the ${kind}: ${found.said}`);
  }
  return said(image, judgeProof(statements, { ...rest, digest: digest.value }), session);
}

function said(image: string, { state, problems, facts }: Proof, { say }: Session): Result<string> {
  const lines = facts.map(({ name, value }) => `  ${name.padEnd(10)} ${value}`);
  if (state === "proven") return ok(`VERIFIED: ${image}\n${lines.join("\n")}\n`);
  for (const line of lines) say(line);
  for (const { code, message } of problems) say(`  ${message} [${code}]`);
  const code = state === "blocked" ? "verdict.block" : "proof.missing";
  const hint = problems[0]?.hint ?? "";
  return fail({ code, message: `REFUSED: ${image} is not to be deployed.`, hint });
}

/** Of several services one: each has a policy, and so a verdict, of its own. */
function policyOf(policy: Policy, service: string | undefined): Policy {
  const asked = askedServices(policy, service === undefined ? [] : [service]);
  if (!asked.ok) throw new UsageError(asked.error.message, asked.error.hint);
  const [own, another] = asked.value;
  if (own && !another) return own;
  throw new UsageError("The policy lists several services: name one with --service.");
}

function signerOf(values: Readonly<Record<string, string | boolean | undefined>>): Signer {
  const { key, "certificate-identity": identity, "certificate-oidc-issuer": issuer } = values;
  const keyless = typeof identity === "string" && typeof issuer === "string";
  if (typeof key === "string" && identity === undefined && issuer === undefined) {
    return { key: keyOf(key) };
  }
  if (key === undefined && keyless) return { identity, issuer };
  const hint = "Who must have signed it? Without that, anybody's signature would do.";
  throw new UsageError(
    "verify needs --key, or --certificate-identity and --certificate-oidc-issuer",
    hint,
  );
}
