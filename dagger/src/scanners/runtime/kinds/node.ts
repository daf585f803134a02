/** Node.js. `node --version`: v24.13.1 */
import { major, minor, type RuntimeKind } from "./kind.ts";

export const node = {
  name: "node",
  title: "Node.js",
  programs: /^node(js)?$/,
  packages: /^(lib)?node/,
  ask: ["--version"],
  version: (answer) => /^v(\d+\.\d+\.\d+)$/.exec(answer.trim())?.[1],
  line: (version) => (major(version) === "0" ? minor(version) : major(version)),
  canary: ["CVE-2023-44487", "20.8.0"],
} as const satisfies RuntimeKind;
