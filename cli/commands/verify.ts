/** `greengate verify`: is what is signed of this image a full proof, by whom was expected, and fresh? */
import { parseArgs } from "node:util";
import type { Policy } from "../../dagger/src/core/policy/policy.ts";
import { askedServices } from "../../dagger/src/core/policy/services.ts";
import type { Signer } from "../../dagger/src/registry/cosign.ts";
import { expectedOf, verify } from "../../dagger/src/registry/verify.ts";
import { loadPolicy } from "../options/load-policy.ts";
import { nowOf } from "../options/now.ts";
import { keyOf, maxAgeOf, SHARED, targetOf } from "../options/registry.ts";
import { inSession } from "../registry/session.ts";
import { orUsageError, UsageError } from "../usage-error.ts";

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
  const expected = expectedOf(policy, maxAgeOf(values["max-age"]), nowOf(values.now));
  return inSession(values["install-tools"], (session) => verify(session, target, signer, expected));
}

/** Of several services one: each has a policy, and so a verdict, of its own. */
function policyOf(policy: Policy, service: string | undefined): Policy {
  const asked = askedServices(policy, service === undefined ? [] : [service]);
  const [own, another] = orUsageError(asked);
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
