/** `sign` and `attest`: vouches for an image that is in a registry, each statement said in a line. */
import { ok, type Result } from "../core/result.ts";
import type { Cosign, SigningKey } from "./cosign.ts";
import { attestationsOf } from "./evidence.ts";
import { type Judging, judgeFolder, vouchFor } from "./judged.ts";
import type { Place } from "./place.ts";
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
  place: Place,
  verb: Verb,
  judging: Judging,
  target: Target,
  key: SigningKey,
): Promise<Result<string>> {
  const judged = judgeFolder(judging, place);
  if (!judged.ok) return judged;
  const digest = await resolveDigest(place, target);
  if (!digest.ok) return digest;
  const may = vouchFor(judged.value, judging, digest.value);
  if (!may.ok) return may;
  const attestations = attestationsOf(judged.value);
  if (!attestations.ok) return attestations;
  const cosign = await place.cosign();
  if (!cosign.ok) return cosign;
  const image = `${target.repository}@${digest.value}`;
  const one = { cosign: cosign.value, image, key };
  const done =
    verb === "sign"
      ? await signImage(one, place)
      : await attestImage(one, attestations.value, place);
  return done.ok ? ok(`${image}\n`) : done;
}

export async function signImage(
  { cosign, image, key }: Attach,
  { say }: Pick<Place, "say">,
): Promise<Result<undefined>> {
  const signed = await cosign.sign(image, key);
  if (signed.ok) say(`signed ${image}`);
  return signed;
}

export async function attestImage(
  { cosign, image, key }: Attach,
  attestations: readonly Attestation[],
  { say }: Pick<Place, "say">,
): Promise<Result<undefined>> {
  for (const attestation of attestations) {
    const attested = await cosign.attest(image, attestation, key);
    if (!attested.ok) return attested;
    say(`attested ${attestation.kind}`);
  }
  return ok(undefined);
}
