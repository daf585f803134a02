/**
 * PHP, which its official images build from source, with its server for web servers, which some ship
 * alone. `php --version`: PHP 8.3.14 (cli) (built: …), with warnings of its configuration before it, and
 * a distribution's revision behind the version; `-dev` is what goes before a released one.
 */
import { minor, type RuntimeKind } from "./kind.ts";

export const php = {
  name: "php",
  title: "PHP",
  programs: /^php(-fpm|-cgi)?(\d+(\.\d+)?)?$/,
  packages: /^(lib)?php/,
  ask: ["--version"],
  version: (answer) => /^PHP (\d+\.\d+\.\d+)(?:-(?!dev)\S+)? \(/m.exec(answer)?.[1],
  line: minor,
  canary: ["CVE-2024-8932", "8.3.13"],
} as const satisfies RuntimeKind;
