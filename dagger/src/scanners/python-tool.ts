/** A scanner that is a Python package: pinned with all that it needs by hash, version on its output. */
import type { Tool } from "./tool.ts";

export interface PythonTool {
  readonly name: string;
  readonly version: string;
  readonly oldest: readonly number[];
  /** requirements.txt with a hash for each file; made by `npm run lock:python`. */
  readonly requirements: string;
  readonly versionArguments: readonly string[];
  /** Its first group is the version. */
  readonly versionIn: RegExp;
}

export function pythonTool(given: PythonTool): Tool {
  const { name, version, oldest, requirements, versionIn } = given;
  return {
    name,
    program: name,
    image: "python",
    python: { version, requirements },
    oldest,
    versionArguments: () => given.versionArguments,
    describe: (printed) => {
      const found = versionIn.exec(printed)?.[1];
      return found === undefined ? undefined : { version: found };
    },
  };
}
