/** Whether there is a Dockerfile to build from: asked before a container engine is looked for. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { dockerfileOf } from "../../dagger/src/core/policy/services.ts";
import type { Problem } from "../../dagger/src/core/result.ts";
import { noneToBuildFrom } from "../../dagger/src/scanners/dockerfiles.ts";
import type { Run } from "./run.ts";

/** Undefined where it is there, and where the policy says that the service has no image. */
export function noDockerfile({ host, policy, tree }: Run): Problem | undefined {
  const path = dockerfileOf(policy.service);
  if (path === undefined || existsSync(join(host.source, path))) return undefined;
  return noneToBuildFrom(path, tree());
}
