/**
 * nginx, of nginx.org's packages in its official images too: `nginx -v` prints nginx version: nginx/1.30.2.
 * OpenResty and nginx Plus have versions of their own, and are mended under those.
 */
import { minor, type RuntimeKind } from "./kind.ts";

export const nginx = {
  name: "nginx",
  title: "nginx",
  programs: /^nginx(-debug)?$/,
  packages: /^nginx/,
  ask: ["-v"],
  version: (answer) =>
    /^nginx version: nginx\/(\d+\.\d+\.\d+)(?: \((?!nginx-plus).*\))?$/m.exec(answer)?.[1],
  line: minor,
  canary: ["CVE-2024-7347", "1.27.0"],
} as const satisfies RuntimeKind;
