/** The policy's lines for what lies in no service's folder, to be copied. */
import { NO_IMAGE } from "../policy/services.ts";

interface Added {
  readonly name: string;
  /** The folder of a service that looks at it. */
  readonly path: string;
  /** Its entry under `services`. */
  readonly line: string;
  /** What else that service looks at, in words to follow the line. */
  readonly also: string;
}

/**
 * @param part a folder with its slash, or a file
 * @param services the policy's, by name: their folders
 * @param dockerfiles what is there to build by
 */
export function addedService(
  part: string,
  services: ReadonlyMap<string, string>,
  dockerfiles: readonly string[] = [],
): Added {
  const parts = part.split("/").slice(0, -1);
  // The policy takes no folder with a dot at its beginning.
  const hidden = parts.findIndex((each) => each.startsWith("."));
  const path = (hidden < 0 ? parts : parts.slice(0, hidden)).join("/") || ".";
  const built = dockerfiles.includes(`${path}/Dockerfile`);
  const name = freeName(path, services);
  const fields = [`name: ${inYaml(name)}`, `path: ${inYaml(path)}`];
  if (!built) fields.push(`dockerfile: ${NO_IMAGE}`);
  const holds = [...services.values()].some(
    (folder) => path === "." || folder.startsWith(`${path}/`),
  );
  const also = built ? " with its port and paths" : "";
  return {
    name,
    path,
    line: `- { ${fields.join(", ")} }`,
    also: holds ? ", which looks at the services' folders in it too" : also,
  };
}

/** A name that the policy takes and no service has. */
function freeName(path: string, services: ReadonlyMap<string, string>): string {
  let name = plainName(path) || "repository";
  while (services.has(name)) name = `${name}-files`;
  return name;
}

/** A path as the name of a service; empty where nothing of it may stand in one. */
export const plainName = (path: string): string =>
  path
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "")
    .slice(0, 50);

/** A path as YAML has it in a list of one line. */
export const inYaml = (text: string): string =>
  text === "." ||
  (/^[A-Za-z_][\w./-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text))
    ? text
    : JSON.stringify(text);
