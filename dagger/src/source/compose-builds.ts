/** What the source's Compose files say of each Dockerfile: from which folder it is built, and where it listens. */
import { posix } from "node:path";
import { type SourceTree, textAt } from "../scanners/source-tree.ts";
import { any, parsed, yaml } from "../scanners/trivy/lockfiles/parsed.ts";

export interface ComposeBuild {
  readonly dockerfile: string;
  readonly context: string;
  /** Those in the container that it publishes. */
  readonly ports: readonly number[];
}

/** https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file, and what people call more of them. */
const COMPOSE = /(^|\/)[^/]*compose[^/]*\.ya?ml$/i;

export const composeBuilds = (tree: SourceTree): ComposeBuild[] =>
  tree.paths
    .filter((path) => COMPOSE.test(path))
    .flatMap((path) => {
      const services = any(any(parsed(yaml, textAt(tree, path) ?? "")).services);
      return Object.values(services).flatMap((service) => buildOf(any(service), path));
    });

/** None where an address, a variable or a folder outside of the source is built. */
function buildOf({ build, ports }: ReturnType<typeof any>, path: string): ComposeBuild[] {
  const { context = ".", dockerfile = "Dockerfile" } =
    typeof build === "string" ? { context: build } : any(build);
  if (build == null || typeof context !== "string" || typeof dockerfile !== "string") return [];
  if (/[:$]/.test(context)) return [];
  const from = posix.join(posix.dirname(path), context).replace(/\/$/, "");
  return [
    {
      dockerfile: posix.join(from, dockerfile),
      context: from,
      ports: Array.isArray(ports) ? ports.flatMap(targetOf) : [],
    },
  ];
}

/** `80`, `"8080:80/tcp"`, `{ target: 80 }`; a range or a variable tells none. */
function targetOf(port: unknown): number[] {
  const target = typeof port === "object" ? any(port).target : port;
  const digits = /(?:^|:)(\d+)(?:\/tcp)?$/.exec(String(target))?.[1];
  return digits === undefined ? [] : [Number(digits)];
}
