/** What every stage of one run on this host shares: each thing is made once, when first asked for. */
import { relative, resolve } from "node:path";
import type { Policy } from "../../dagger/src/core/policy.ts";
import { fail, type Result } from "../../dagger/src/core/result.ts";
import type { SourceTree } from "../../dagger/src/scanners/source-tree.ts";
import type { Tool } from "../../dagger/src/scanners/tool.ts";
import { trivy } from "../../dagger/src/scanners/trivy/tool.ts";
import { readTree } from "../../dagger/src/source/tree.ts";
import { updateDatabase } from "./database.ts";
import { type Engine, findEngine } from "./engine.ts";
import { findTool, type HostTool } from "./find-tool.ts";
import type { Host } from "./host.ts";
import { buildImage, givenImage, type HostImage } from "./image.ts";

export interface GateOptions {
  readonly policy: Policy;
  readonly installTools: boolean;
  /** A folder that holds Trivy's db/; fetched where none is given. */
  readonly database?: string;
  /** An image archive to judge instead of building one. */
  readonly image?: string;
  /** Whether the image's archive stays in the reports folder, to be published later. */
  readonly keepImage: boolean;
  /** The text of the file of runtimes' advisories. */
  readonly advisories: string;
  /** True for the stages that are required. */
  readonly wanted: (stage: string) => boolean;
}

export interface Run extends Pick<GateOptions, "policy" | "database" | "advisories"> {
  readonly host: Host;
  readonly engine: () => Promise<Result<Engine>>;
  readonly image: () => Promise<Result<HostImage>>;
  /** Whether a stage asked for the image, and how that ended. */
  readonly built: () => Promise<Result<HostImage>> | undefined;
  readonly tool: (tool: Tool) => Promise<Result<HostTool>>;
  readonly freshDatabase: () => Promise<Result<string>>;
  readonly tree: () => SourceTree;
}

export function startRun(host: Host, options: GateOptions): Run {
  const { policy, installTools, image, advisories } = options;
  const engine = once(() => findEngine(host.work));
  let built: Promise<Result<HostImage>> | undefined;
  const tools = new Map<Tool, Promise<Result<HostTool>>>();
  const tool = (wanted: Tool) => {
    const found = tools.get(wanted) ?? findTool(host, wanted, installTools);
    tools.set(wanted, found);
    return found;
  };
  const run: Run = {
    host,
    policy,
    advisories,
    ...(options.database !== undefined && { database: options.database }),
    engine,
    image: () => {
      built ??= imageOf(host, engine, policy.service, image);
      return built;
    },
    built: () => built,
    tool,
    freshDatabase: once(async () => {
      const found = await tool(trivy);
      return found.ok ? updateDatabase(host, found.value) : found;
    }),
    tree: once(() => {
      // The reports themselves are no source, wherever they are put.
      const reports = relative(host.source, host.reports);
      const exclude = reports === "" ? policy.exclude : [...policy.exclude, reports];
      return readTree(host.source, policy.service.path, exclude);
    }),
  };
  return run;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

async function imageOf(
  host: Host,
  engine: Run["engine"],
  service: Policy["service"],
  archive: string | undefined,
): Promise<Result<HostImage>> {
  const found = await engine();
  if (archive !== undefined) return givenImage(host, found, resolve(archive));
  return found.ok ? buildImage(host, found.value, service) : fail(found.error);
}
