/** CPython, `python3.13t` without its lock too. `python3 --version`: Python 3.13.2 */
import { minor, type RuntimeKind } from "./kind.ts";

export const python = {
  name: "python",
  title: "CPython",
  programs: /^python(\d(\.\d+t?)?)?$/,
  packages: /^(lib)?python/,
  ask: ["--version"],
  version: (answer) => /^Python (\d+\.\d+\.\d+)$/.exec(answer.trim())?.[1],
  line: minor,
  canary: ["CVE-2023-24329", "3.11.3"],
} as const satisfies RuntimeKind;
