/** What every service of one gate shares on this host: each thing is found once, when first asked for. */
import type { Result } from "../../dagger/src/core/result.ts";
import { once } from "../../dagger/src/once.ts";
import type { Tool } from "../../dagger/src/scanners/tool.ts";
import { trivy } from "../../dagger/src/scanners/trivy/tool.ts";
import { JAVA_ARCHIVES, updateDatabase, VULNERABILITIES } from "./database.ts";
import { type Engine, findEngine } from "./engine.ts";
import { findTool, type HostTool } from "./find-tool.ts";
import type { Workplace } from "./host.ts";

export interface Shared {
  readonly engine: () => Promise<Result<Engine>>;
  readonly tool: (tool: Tool) => Promise<Result<HostTool>>;
  readonly freshDatabase: () => Promise<Result<string>>;
  readonly freshJavaDatabase: () => Promise<Result<string>>;
}

export function startShared(place: Workplace, installTools: boolean): Shared {
  const tools = new Map<Tool, Promise<Result<HostTool>>>();
  const tool = (wanted: Tool) => {
    const found = tools.get(wanted) ?? findTool(place, wanted, installTools);
    tools.set(wanted, found);
    return found;
  };
  const fetched = async (database: typeof VULNERABILITIES) => {
    const found = await tool(trivy);
    return found.ok ? updateDatabase(place, found.value, database) : found;
  };
  return {
    engine: once(() => findEngine(place.work)),
    tool,
    freshDatabase: once(() => fetched(VULNERABILITIES)),
    freshJavaDatabase: once(() => fetched(JAVA_ARCHIVES)),
  };
}
