/** Whether there is a Dockerfile to build from: asked before a container engine is looked for. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "../../dagger/src/core/policy.ts";
import type { Problem } from "../../dagger/src/core/result.ts";
import { dockerfileOf } from "../../dagger/src/core/services.ts";
import type { Host } from "./host.ts";

/** Undefined where it is there, and where the policy says that the service has no image. */
export function noDockerfile(
  { source }: Pick<Host, "source">,
  service: Policy["service"],
): Problem | undefined {
  const path = dockerfileOf(service);
  if (path === undefined || existsSync(join(source, path))) return undefined;
  const message = `the source has no ${path} to build from`;
  const hint =
    "Write it, name another as service.dockerfile in the policy (none, for a service without an image), or give the image with --image.";
  return { code: "dockerfile.missing", message, hint };
}
