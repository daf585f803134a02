/**
 * Apache HTTP Server, which its official image builds from source; Debian's name for it is apache2.
 * `httpd -v`: Server version: Apache/2.4.68 (Unix)
 */
import { minor, type RuntimeKind } from "./kind.ts";

export const httpd = {
  name: "httpd",
  title: "Apache httpd",
  programs: /^(httpd|apache2)$/,
  packages: /^(apache2|httpd)/,
  ask: ["-v"],
  version: (answer) => /^Server version: Apache\/(\d+\.\d+\.\d+) \(/m.exec(answer)?.[1],
  line: minor,
  canary: ["CVE-2021-41773", "2.4.49"],
} as const satisfies RuntimeKind;
