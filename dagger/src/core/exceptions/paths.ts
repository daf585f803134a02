/** Where in the source a service's exceptions may be declared beside its policy. */
import { posix } from "node:path";
import type { Policy } from "../policy/policy.ts";
import { IGNORE_FILES } from "./trivyignore/parse.ts";

/** Ignore files at the root and in the service's folder, and the VEX files that the policy names. */
export const exceptionPaths = ({ service, vex }: Policy): string[] => [
  ...new Set([
    ...["", service.path].flatMap((at) => IGNORE_FILES.map((name) => posix.join(at, name))),
    ...vex,
  ]),
];
