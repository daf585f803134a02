/** Signs an image and attests what is known of it, each said in a line. */
import { ok, type Result } from "../../dagger/src/core/result.ts";
import type { Attestation } from "../../dagger/src/registry/statement.ts";
import type { Cosign, SigningKey } from "./cosign.ts";
import type { Session } from "./session.ts";

export interface Attach {
  readonly cosign: Cosign;
  /** By digest. */
  readonly image: string;
  readonly key: SigningKey;
}

export async function signImage(
  { cosign, image, key }: Attach,
  { say }: Session,
): Promise<Result<undefined>> {
  const signed = await cosign.sign(image, key);
  if (signed.ok) say(`signed ${image}`);
  return signed;
}

export async function attestImage(
  { cosign, image, key }: Attach,
  attestations: readonly Attestation[],
  { say }: Session,
): Promise<Result<undefined>> {
  for (const attestation of attestations) {
    const attested = await cosign.attest(image, attestation, key);
    if (!attested.ok) return attested;
    say(`attested ${attestation.kind}`);
  }
  return ok(undefined);
}
