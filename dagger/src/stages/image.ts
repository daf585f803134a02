/** The one image of a run: built once, its archive verified, then scanned, served and published. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Container, type Directory, dag, type File, type Service } from "@dagger.io/dagger";
import { notBuilt } from "../core/not-built.ts";
import type { Policy } from "../core/policy/policy.ts";
import { fail, ok, type Result } from "../core/result.ts";
import { type ImageIdentity, verifyArchive } from "../image/archive.ts";
import { buildHint } from "../image/build-hint.ts";
import { isWanted } from "../image/contents.ts";
import { type ImageContent, readImage } from "../image/files.ts";
import { once } from "../once.ts";
import type { SourceTree } from "../scanners/source-tree.ts";
import { whatFailed } from "./failure.ts";
import { within } from "./within.ts";

type ServicePolicy = Policy["service"];

const TAR = "image.tar";
/** As long as on a host. */
export const BUILD_SECONDS = 1800;

export interface Image {
  /** As it was built. Only this is published: one made of the archive gets another digest. */
  readonly container: Container;
  /** Known to the engine by its bytes, so what scans it is used again, whatever source led to it. */
  readonly archive: File;
  /** Made of the archive, for the same reason: what of the image is run. */
  readonly unpacked: Container;
  /** The archive on the module's own disk. */
  readonly path: string;
  readonly identity: ImageIdentity;
  /** What lies in its layers. */
  readonly content: () => Promise<Result<ImageContent>>;
}

/** The Dockerfile built; nothing runs until it is asked for something. */
export function dockerBuild(
  source: Directory,
  { path, dockerfile, buildArgs }: ServicePolicy,
  target: string | undefined,
): Container {
  return source.directory(path).dockerBuild({
    dockerfile,
    ...(target !== undefined && { target }),
    buildArgs: Object.entries(buildArgs).map(([name, value]) => ({ name, value })),
  });
}

/**
 * Builds the image and takes its identity from its archive: no call tells it before a push.
 *
 * @param tree looked at where it could not be built
 */
export async function buildImage(
  source: Directory,
  service: ServicePolicy,
  tree: () => Promise<SourceTree>,
): Promise<Result<Image>> {
  const container = dockerBuild(source, service, service.target);
  // Taken out of a folder, a file goes by its bytes; as it comes from the build, by the whole source.
  const archive = dag.directory().withFile(TAR, container.asTarball()).file(TAR);
  const path = join(mkdtempSync(join(tmpdir(), "greengate-")), TAR);
  try {
    await within(BUILD_SECONDS, archive.export(path));
  } catch (error) {
    const { reason } = whatFailed(error);
    const seen = buildHint(service, await tree());
    const hint = seen ?? `Mend ${service.dockerfile}, or name the right one in the policy.`;
    return fail(notBuilt(reason, reason, hint));
  }
  const identity = await verifyArchive(path);
  if (!identity.ok) return identity;
  const content = once(() => readImage(path, isWanted));
  const unpacked = dag.container().import_(archive);
  return ok({ container, archive, unpacked, path, identity: identity.value, content });
}

/**
 * The image as a service. The engine's own health check waits up to 15 minutes and can't be bounded,
 * so no port is checked: who uses the service waits for it.
 */
export async function serveImage(image: Container, { port, env }: ServicePolicy): Promise<Service> {
  let container = image.withoutDockerHealthcheck();
  for (const exposed of await image.exposedPorts()) {
    container = container.withoutExposedPort(await exposed.port(), {
      protocol: await exposed.protocol(),
    });
  }
  for (const [name, value] of Object.entries(env)) {
    container = container.withEnvVariable(name, value);
  }
  return container
    .withExposedPort(port, { experimentalSkipHealthcheck: true })
    .asService({ useEntrypoint: true });
}
