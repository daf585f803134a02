/** The one image of a run: built here or given, its archive verified before anything reads it. */

import { join } from "node:path";
import { notBuilt } from "../../dagger/src/core/not-built.ts";
import type { Policy } from "../../dagger/src/core/policy/policy.ts";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import { type ImageIdentity, verifyArchive } from "../../dagger/src/image/archive.ts";
import { buildHint } from "../../dagger/src/image/build-hint.ts";
import { isWanted } from "../../dagger/src/image/contents.ts";
import { type ImageContent, readImage } from "../../dagger/src/image/files.ts";
import { once } from "../../dagger/src/once.ts";
import type { SourceTree } from "../../dagger/src/scanners/source-tree.ts";
import { buildTarget, type Engine, load, save } from "./engine.ts";
import type { Host } from "./host.ts";

export interface HostImage {
  readonly archive: string;
  readonly identity: ImageIdentity;
  /** What lies in its layers. */
  readonly content: () => Promise<Result<ImageContent>>;
  /** What the engine runs it by; undefined where there is none to run it. */
  readonly name?: string;
}

/**
 * Builds the service's image and saves it.
 *
 * @param tree looked at where it could not be built
 */
export async function buildImage(
  host: Host,
  engine: Engine,
  service: Policy["service"],
  tree: () => SourceTree,
): Promise<Result<HostImage>> {
  const { name, ended } = await buildTarget(host, engine, service, service.target);
  if (ended.exitCode !== 0) {
    const hint =
      buildHint(service, tree()) ??
      `Mend ${service.dockerfile}; \`${engine.program} build\` shows the same.`;
    return fail(notBuilt(ended.log, whyFailed(ended), hint));
  }
  const archive = join(host.work, "image.tar");
  const saved = await save(host, engine, name, archive);
  if (saved.exitCode !== 0) {
    const message = `The image could not be saved: ${whyFailed(saved)}`;
    const hint = "Mend that, then run it again.";
    return fail({ code: "image.not-saved", message, hint });
  }
  const identity = await verifyArchive(archive);
  return identity.ok ? ok({ ...imageAt(archive, identity.value), name }) : identity;
}

const imageAt = (archive: string, identity: ImageIdentity): HostImage => ({
  archive,
  identity,
  content: once(() => readImage(archive, isWanted)),
});

/** Takes an archive that was built elsewhere. */
export async function givenImage(
  host: Host,
  engine: Result<Engine>,
  archive: string,
): Promise<Result<HostImage>> {
  const identity = await verifyArchive(archive);
  if (!identity.ok) return identity;
  const image = imageAt(archive, identity.value);
  if (!engine.ok || engine.value.program === "buildah") return ok(image);
  const loaded = await load(host, engine.value, archive);
  return loaded.ok ? ok({ ...image, name: loaded.value }) : loaded;
}
