/** `sign` and `attest`: vouches for an image that is in a registry, each statement said in a line. */
import { ok, type Result } from "../core/result.ts";
import type { RegistryAccess } from "./access.ts";
import type { Cosign, SigningKey } from "./cosign.ts";
import { attestationsOf } from "./evidence.ts";
import { type Judging, judgeFolder } from "./judged.ts";
import { mayPublish } from "./publishable.ts";
import type { Target } from "./reference.ts";
import { resolveDigest } from "./resolve.ts";
import type { Attestation } from "./statement.ts";

export type Verb = "sign" | "attest";

export interface Attach {
  readonly cosign: Cosign;
  /** By digest. */
  readonly image: string;
  readonly key: SigningKey;
}

/**
 * Only what may be published is signed or attested: plain `cosign verify` takes a red verdict's
 * statement for a signature.
 * @returns the image by digest, once it is done
 */
export async function attach(
  access: RegistryAccess,
  verb: Verb,
  judging: Judging,
  target: Target,
  key: SigningKey,
): Promise<Result<string>> {
  const { maxAgeMs, now } = judging;
  const judged = judgeFolder(judging, access);
  if (!judged.ok) return judged;
  const digest = await resolveDigest(access, target);
  if (!digest.ok) return digest;
  const may = mayPublish({ ...judged.value, manifest: digest.value, maxAgeMs, now });
  if (!may.ok) return may;
  const attestations = attestationsOf(judged.value);
  if (!attestations.ok) return attestations;
  const cosign = await access.cosign();
  if (!cosign.ok) return cosign;
  const image = `${target.repository}@${digest.value}`;
  const one = { cosign: cosign.value, image, key };
  const done =
    verb === "sign"
      ? await signImage(one, access)
      : await attestImage(one, attestations.value, access);
  return done.ok ? ok(`${image}\n`) : done;
}

export async function signImage(
  { cosign, image, key }: Attach,
  { say }: Pick<RegistryAccess, "say">,
): Promise<Result<undefined>> {
  const signed = await cosign.sign(image, key);
  if (signed.ok) say(`signed ${image}`);
  return signed;
}

export async function attestImage(
  { cosign, image, key }: Attach,
  attestations: readonly Attestation[],
  { say }: Pick<RegistryAccess, "say">,
): Promise<Result<undefined>> {
  for (const attestation of attestations) {
    const attested = await cosign.attest(image, attestation, key);
    if (!attested.ok) return attested;
    say(`attested ${attestation.kind}`);
  }
  return ok(undefined);
}
