/** `greengate publish`: pushes the image that a reports folder keeps, if its verdict lets it. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fail, ok, type Problem, type Result } from "../../dagger/src/core/result.ts";
import { ARCHIVE } from "../../dagger/src/folder/archive.ts";
import { verifyArchive } from "../../dagger/src/image/archive.ts";
import { attestImage, signImage } from "../../dagger/src/registry/attach.ts";
import type { SigningKey } from "../../dagger/src/registry/cosign.ts";
import { attestationsOf } from "../../dagger/src/registry/evidence.ts";
import { type Judging, judgeFolder } from "../../dagger/src/registry/judged.ts";
import { mayPublish } from "../../dagger/src/registry/publishable.ts";
import type { Reference } from "../../dagger/src/registry/reference.ts";
import { judgingOf, SHARED, SIGNING, signingOf, targetOf } from "../options/registry.ts";
import { unpackLayout } from "../registry/layout.ts";
import { inSession, type Session } from "../registry/session.ts";
import { UsageError } from "../usage-error.ts";

export async function publishCommand(args: string[]): Promise<number> {
  const options = { ...SHARED, ...SIGNING };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [folder, name, extra] = positionals;
  if (folder === undefined || name === undefined || extra !== undefined) {
    throw new UsageError("publish takes REPORTS_DIR and REF");
  }
  const to = targetOf(name);
  if (to.digest !== undefined) throw new UsageError("publish takes a tag; it says the digest.");
  const signing = signingOf(values);
  const judging = judgingOf(values, folder, signing === undefined);
  return inSession(values["install-tools"], (session) => publish(session, judging, to, signing));
}

async function publish(
  session: Session,
  judging: Judging,
  { repository, tag }: Reference,
  signing: { readonly key: SigningKey } | undefined,
): Promise<Result<string>> {
  const { maxAgeMs, now } = judging;
  const judged = judgeFolder(judging, session);
  if (!judged.ok) return judged;
  const archive = join(judging.folder, ARCHIVE);
  const kept = await keptManifest(judged.value.records.archive !== undefined, archive);
  // The verdict's own words come first, whatever else is missing.
  const manifest = kept.ok ? kept.value : "";
  const may = mayPublish({ ...judged.value, manifest, maxAgeMs, now });
  if (!may.ok) return notPushed(may.error.code.startsWith("image.") && !kept.ok ? kept : may);
  const attestations = signing && attestationsOf(judged.value);
  if (attestations && !attestations.ok) return attestations;
  const [crane, cosign] = [await session.crane(), signing && (await session.cosign())];
  if (!crane.ok) return crane;
  if (cosign && !cosign.ok) return cosign;
  const layout = join(session.work, "image");
  await unpackLayout(archive, manifest, layout);
  const image = `${repository}@${manifest}`;
  const pushed = await crane.value.push(layout, image);
  if (!pushed.ok) return pushed;
  session.say(`pushed ${image}`);
  if (cosign && signing && attestations) {
    const attach = { cosign: cosign.value, image, key: signing.key };
    const signed = await signImage(attach, session);
    if (!signed.ok) return signed;
    const attested = await attestImage(attach, attestations.value, session);
    if (!attested.ok) return attested;
  }
  // The tag comes last: whoever follows it meets nothing half-done.
  const tagged = await crane.value.tag(image, tag);
  if (!tagged.ok) return tagged;
  const there = await crane.value.digest(`${repository}:${tag}`);
  if (!there.ok) return there;
  if (there.value === manifest) return ok(`${repository}:${tag}@${manifest}\n`);
  const message = `${repository}:${tag} is ${there.value} now, not ${manifest}.`;
  return fail({ code: "registry.other", message, hint: "Somebody else moved the tag: look who." });
}

const notPushed = ({ error }: { readonly error: Problem }) =>
  fail({ ...error, hint: `Nothing was pushed. ${error.hint}` });

/** @returns the manifest digest of the kept archive, everything in it hashed */
async function keptManifest(kept: boolean, archive: string): Promise<Result<string>> {
  const hint = "Run the gate again with --keep-image; docker 25, or Dagger, writes what is needed.";
  if (!kept) {
    const message = "The reports folder keeps no image.";
    return fail({ code: "archive.not-kept", message, hint });
  }
  const identity = await verifyArchive(archive);
  if (!identity.ok) return identity;
  if (identity.value.manifest !== undefined) return ok(identity.value.manifest);
  const message = "The kept image has no manifest, so nobody knows its digest in a registry.";
  return fail({ code: "archive.no-manifest", message, hint });
}
