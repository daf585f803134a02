/**
 * PHP, which its official images build from source. `php --version`: PHP 8.3.14 (cli) (built: …), with
 * warnings of its configuration before it, and a distribution's revision behind the version.
 */
import { minor, type RuntimeKind } from "./kind.ts";

export const php = {
  name: "php",
  title: "PHP",
  programs: /^php(\d+(\.\d+)?)?$/,
  packages: /^(lib)?php/,
  ask: ["--version"],
  version: (answer) => /^PHP (\d+\.\d+\.\d+)(?:-\S+)? \(/m.exec(answer)?.[1],
  line: minor,
  canary: ["CVE-2024-8932", "8.3.13"],
} as const satisfies RuntimeKind;
