/** Where a Dockerfile's service answers, by what it exposes and by what it asks itself whether it is up. */
import { urlPath } from "../core/service.ts";
import { instructions } from "../scanners/instructions.ts";

export interface ListensAt {
  /** The ports that may be meant; one where the file leaves no doubt. */
  readonly ports: readonly number[];
  /** The path that it asks itself for, unless that is `/`. */
  readonly health?: string;
}

/** `curl -f http://localhost:8080/healthz || exit 1`: this host, a port and a path that are no variables. */
const OWN_URL =
  /\bhttps?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::([^\s/"'`|;)]+))?(\/[^\s"'`|;)$]*)?(\$)?/i;

/** @param text the Dockerfile; EXPOSE counts in whatever stage, since one may be built upon another */
export function listensAt(text: string): ListensAt {
  const exposed: string[] = [];
  let own: RegExpExecArray | null = null;
  for (const { words } of instructions(text)) {
    if (/^EXPOSE\s/i.test(words)) exposed.push(...words.split(/\s+/).slice(1));
    if (/^HEALTHCHECK\s/i.test(words)) own = OWN_URL.exec(words);
  }
  const ports = [...new Set(exposed.flatMap(portOf))];
  const [, port = "", path = "/", variable] = own ?? [];
  const asked = portOf(port);
  const known = variable === undefined && path !== "/" && urlPath.safeParse(path).success;
  return {
    ports: ports.length !== 1 && asked.length === 1 ? asked : ports,
    ...(known && { health: path }),
  };
}

function portOf(word: string): number[] {
  const port = Number(/^(\d{1,5})(\/tcp)?$/i.exec(word)?.[1]);
  return port >= 1 && port <= 65_535 ? [port] : [];
}
