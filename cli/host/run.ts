/** What every stage of one service's run on this host shares: each thing is made once, when first asked for. */
import { resolve } from "node:path";
import type { Policy } from "../../dagger/src/core/policy/policy.ts";
import { fail, type Result } from "../../dagger/src/core/result.ts";
import { once } from "../../dagger/src/once.ts";
import type { Scanner } from "../../dagger/src/scanners/scanner.ts";
import type { SourceTree } from "../../dagger/src/scanners/source-tree.ts";
import { readTree } from "../../dagger/src/source/tree.ts";
import type { Host } from "./host.ts";
import { buildImage, givenImage, type HostImage } from "./image.ts";
import type { Shared } from "./shared.ts";

export interface GateOptions {
  readonly policy: Policy;
  readonly shared: Shared;
  /** A folder that holds Trivy's db/, and java-db/ for Java archives; fetched where none is given. */
  readonly database?: string;
  /** An image archive to judge instead of building one. */
  readonly image?: string;
  /** Whether the image's archive stays in the reports folder, to be published later. */
  readonly keepImage: boolean;
  /** The text of the file of runtimes' advisories. */
  readonly advisories: string;
  /** What scans a baseline's bills of materials again. */
  readonly rescan?: Scanner;
  /** True for the stages that are required. */
  readonly wanted: (stage: string) => boolean;
}

export interface Run extends Shared, Pick<GateOptions, "policy" | "database" | "advisories"> {
  readonly host: Host;
  readonly image: () => Promise<Result<HostImage>>;
  /** Whether a stage asked for the image, and how that ended. */
  readonly built: () => Promise<Result<HostImage>> | undefined;
  readonly tree: () => SourceTree;
}

export function startRun(host: Host, options: GateOptions): Run {
  const { policy, shared, image, advisories } = options;
  const tree = once(() => readTree(host.source, policy.service.path, policy.exclude));
  let built: Promise<Result<HostImage>> | undefined;
  return {
    ...shared,
    host,
    policy,
    advisories,
    ...(options.database !== undefined && { database: options.database }),
    image: () => {
      built ??= imageOf(host, shared.engine, policy.service, image, tree);
      return built;
    },
    built: () => built,
    tree,
  };
}

async function imageOf(
  host: Host,
  engine: Run["engine"],
  service: Policy["service"],
  archive: string | undefined,
  tree: () => SourceTree,
): Promise<Result<HostImage>> {
  const found = await engine();
  if (archive !== undefined) return givenImage(host, found, resolve(archive));
  return found.ok ? buildImage(host, found.value, service, tree) : fail(found.error);
}
