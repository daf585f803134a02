/** `greengate sign` and `attest`: for an image that is in a registry already, as `dagger call publish` leaves it. */
import { parseArgs } from "node:util";
import { ok, type Result } from "../dagger/src/core/result.ts";
import { attestationsOf } from "../dagger/src/registry/evidence.ts";
import { loadPolicy } from "./load-policy.ts";
import { attestImage, signImage } from "./registry/attach.ts";
import type { SigningKey } from "./registry/cosign.ts";
import { type Judging, judgeFolder, vouchFor } from "./registry/judged.ts";
import { maxAgeOf, nowOf, SHARED, SIGNING, signingOf, targetOf } from "./registry/options.ts";
import { resolveDigest } from "./registry/resolve.ts";
import { inSession, type Session } from "./registry/session.ts";
import { UsageError } from "./usage.ts";

type Verb = "sign" | "attest";

export async function signCommand(verb: Verb, args: string[]): Promise<number> {
  const options = { ...SHARED, ...SIGNING };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [folder, name, extra] = positionals;
  if (folder === undefined || name === undefined || extra !== undefined) {
    throw new UsageError(`${verb} takes REPORTS_DIR and REF`);
  }
  const target = targetOf(name);
  const signing = signingOf(values);
  if (!signing) throw new UsageError(`${verb} needs --key KEY or --keyless`);
  const judging = {
    ...loadPolicy(values.policy, "."),
    folder,
    beforePublish: false,
    maxAgeMs: maxAgeOf(values["max-age"]),
    now: nowOf(values.now),
  };
  return inSession(values["install-tools"], (session) =>
    attach(session, verb, judging, target, signing.key),
  );
}

/** Only what may be published is signed or attested: plain `cosign verify` takes a red verdict's statement for a signature. */
async function attach(
  session: Session,
  verb: Verb,
  judging: Judging,
  target: ReturnType<typeof targetOf>,
  key: SigningKey,
): Promise<Result<string>> {
  const judged = judgeFolder(judging, session);
  if (!judged.ok) return judged;
  const digest = await resolveDigest(session, target);
  if (!digest.ok) return digest;
  const may = vouchFor(judged.value, judging, digest.value);
  if (!may.ok) return may;
  const attestations = attestationsOf(judged.value);
  if (!attestations.ok) return attestations;
  const cosign = await session.cosign();
  if (!cosign.ok) return cosign;
  const image = `${target.repository}@${digest.value}`;
  const one = { cosign: cosign.value, image, key };
  const done =
    verb === "sign"
      ? await signImage(one, session)
      : await attestImage(one, attestations.value, session);
  return done.ok ? ok(`${image}\n`) : done;
}
