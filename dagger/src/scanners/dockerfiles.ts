/** Which files are Dockerfiles, and what to say where the policy's is not there. */
import { few } from "../core/few.ts";
import { POLICY_FILE } from "../core/policy/file.ts";
import type { Problem } from "../core/result.ts";
import { type SourceTree, textAt } from "./source-tree.ts";

/**
 * What Trivy takes for one whatever its ending: `Dockerfile.ts` is, and `dockerfile.ts` is not.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/iac/detection/detect.go
 */
const TRIVYS = /(^|\/)(Dockerfile|Containerfile)(\.[^/.]*)?$/;
const TRIVYS_ENDING = /\.(docker|container)file$/i;

/** And what people name one besides, since any name will do: `dockerfile`, `Dockerfile-dev`. */
const NAMED_SO = /(^|\/)((docker|container)file[^/]*|[^/]*\.(docker|container)file)$/i;

/** But for code and texts about Dockerfiles. */
const OTHER =
  /\.([cm]?[jt]sx?|py|rb|go|rs|java|kts?|cs|php|swift|c|h|cpp|hpp|lua|sh|ps1|md|rst|adoc|html?|css|json|ya?ml|toml|snap)$/i;

export const isDockerfile = (path: string): boolean =>
  TRIVYS.test(path) || (NAMED_SO.test(path) && !OTHER.test(path));

/** Whether Trivy knows it for one by its name alone. */
export const isKnownToTrivy = (path: string): boolean =>
  TRIVYS.test(path) || TRIVYS_ENDING.test(path);

/** @returns the source's Dockerfiles but this one, those at the top first */
export function otherDockerfiles(dockerfile: string, { paths }: SourceTree): string[] {
  const depth = (path: string) => path.split("/").length;
  return paths
    .filter((path) => path !== dockerfile && isDockerfile(path) && !/\.dockerignore$/.test(path))
    .sort((a, b) => depth(a) - depth(b));
}

/** Where the policy's Dockerfile is not, as a plain file. */
export interface Absent {
  /** The file that it is a link to. */
  readonly to?: string | undefined;
}

/** @returns undefined where it is there */
export function absentDockerfile(dockerfile: string, tree: SourceTree): Absent | undefined {
  if (textAt(tree, dockerfile) !== undefined) return undefined;
  const end = tree.links.find(({ path }) => path === dockerfile)?.end;
  return end?.kind === "file" ? { to: end.path } : {};
}

const MOST_NAMED = 8;

/** `Dockerfile.dev, web/Dockerfile and 3 more` */
export const namedDockerfiles = (paths: readonly string[]): string => few(paths, MOST_NAMED);

/** @param others the Dockerfiles that are there */
export function absentHint({ to }: Absent, others: readonly string[]): string {
  if (to !== undefined) return `Name ${to} as service.dockerfile in ${POLICY_FILE}.`;
  if (others.length === 0) {
    return "Write it, name another as service.dockerfile in the policy (none, for a service without an image), or give the image with --image.";
  }
  const several =
    others.length > 1
      ? "; where several are services, list them under services, each with its path (what lies in no service's folder is looked at only as one of its own, with dockerfile: none)"
      : "";
  return `Dockerfiles here: ${namedDockerfiles(others)}. Name the service's as service.dockerfile in ${POLICY_FILE}, or its folder as service.path where that is what is built${several}. \`greengate policy draft\` writes such lines.`;
}

/** `source has no Dockerfile at its top`: there may be others of that name. */
export const noneThere = (dockerfile: string): string =>
  `source has no ${dockerfile}${dockerfile.includes("/") ? "" : " at its top"}`;

/** Where it is not there, and no link that builders would follow. */
export function noneToBuildFrom(dockerfile: string, tree: SourceTree): Problem {
  const message = `the ${noneThere(dockerfile)} to build from`;
  const hint = absentHint({}, otherDockerfiles(dockerfile, tree));
  return { code: "dockerfile.missing", message, hint };
}
