/** Ruby, the C one. `ruby --version`: ruby 3.3.6 (2024-11-05 revision …); 2.6.10p210 in older ones. */
import { minor, type RuntimeKind } from "./kind.ts";

export const ruby = {
  name: "ruby",
  title: "Ruby",
  programs: /^ruby(\d+(\.\d+)?)?$/,
  packages: /^(lib)?ruby/,
  ask: ["--version"],
  version: (answer) => /^ruby (\d+\.\d+\.\d+)(?:p\d+)? \(/m.exec(answer)?.[1],
  line: minor,
  canary: ["CVE-2024-27282", "3.3.0"],
} as const satisfies RuntimeKind;
