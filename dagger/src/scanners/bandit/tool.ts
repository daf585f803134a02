/** Bandit itself: its image has no tag but `latest`, so it is installed into a pinned Python one. */
import { pythonTool } from "../python-tool.ts";
import { requirements } from "./requirements.ts";

export const banditTool = pythonTool({
  name: "bandit",
  version: "1.9.4",
  oldest: [1, 8],
  requirements,
  versionArguments: ["--version"],
  versionIn: /^bandit (\d\S*)/,
});
