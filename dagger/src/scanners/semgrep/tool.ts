/** Semgrep itself. */
import { pythonTool } from "../python-tool.ts";
import { requirements } from "./requirements.ts";

export const semgrepTool = pythonTool({
  name: "semgrep",
  version: "1.182.0",
  oldest: [1, 150],
  requirements,
  versionArguments: ["--version", "--disable-version-check"],
  versionIn: /^(\d+\.\d+\.\d+)/m,
});
