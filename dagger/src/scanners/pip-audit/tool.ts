/** pip-audit itself. */
import { pythonTool } from "../python-tool.ts";
import { requirements } from "./requirements.ts";

export const pipAuditTool = pythonTool({
  name: "pip-audit",
  version: "2.10.1",
  oldest: [2, 7],
  requirements,
  versionArguments: ["--version"],
  versionIn: /^pip-audit (\d\S*)/,
});
