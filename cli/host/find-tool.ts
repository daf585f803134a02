/** Finds a scanner's program: on PATH, or installed into a folder of its own with `--install-tools`. */
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { atLeast, type Tool, type ToolDescription } from "../../dagger/src/scanners/tool.ts";
import { exec } from "./exec.ts";
import type { Workplace } from "./host.ts";
import { installPython } from "./tools.ts";

export interface HostTool {
  readonly tool: Tool;
  /** A name on PATH, or a path. */
  readonly program: string;
}

/** What the program says of itself; undefined where it is not there or says nothing of use. */
export async function askTool(
  { work }: Workplace,
  tool: Tool,
  program: string,
  cache: string,
): Promise<ToolDescription | undefined> {
  const args = tool.versionArguments(cache);
  const ended = await exec({ program, args, cwd: work, seconds: 60 });
  return ended.exitCode === 0 ? tool.describe(ended.stdout) : undefined;
}

/** @param installTools whether to install it where it is not on PATH */
export async function findTool(
  host: Workplace,
  tool: Tool,
  installTools: boolean,
): Promise<Result<HostTool>> {
  const { name, program, oldest = [] } = tool;
  const version = (await askTool(host, tool, program, host.work))?.version;
  if (version !== undefined && atLeast(version, oldest)) return ok({ tool, program });
  if (installTools && tool.python) {
    const installed = await installPython(host, name, program, tool.python);
    return installed.ok ? ok({ tool, program: installed.value }) : installed;
  }
  const least = oldest.length === 0 ? name : `${name} ${oldest.join(".")} or newer`;
  const hint = `Install ${least}${tool.python ? ", or pass --install-tools" : ""}.`;
  return version === undefined
    ? fail({ code: "tool.missing", message: `${name} is not on this host.`, hint })
    : fail({ code: "tool.too-old", message: `${name} ${version} is too old.`, hint });
}
