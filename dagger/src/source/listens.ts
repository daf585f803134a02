/** Where a Dockerfile says that its service listens, and what tells that it is up. */
import { instructions } from "../scanners/instructions.ts";
import { filledIn, unquoted } from "../scanners/variables.ts";

export interface Listens {
  /** The one port that is meant; undefined where nothing tells, or several might be. */
  readonly port: number | undefined;
  /** The path of its HEALTHCHECK; undefined for `/` and where it has none. */
  readonly health: string | undefined;
  /** As the Dockerfile exposes them. */
  readonly exposed: readonly string[];
}

/** Itself, as a HEALTHCHECK asks it; a path with anything else in it is none to copy. */
const ITSELF =
  /http:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d+))?(?![\w.:$])(?:(\/[\w./-]*)(?![^\s"'`|;)\]]))?/i;

/** As they may be repeated in a comment. */
const PLAIN = /^[\w${}:.-]{1,40}$/;

/** @param published ports in the container that Compose files publish */
export function listensAt(text: string, published: readonly number[]): Listens {
  const said = substituted(text);
  const behind = (verb: RegExp) => said.filter((words) => verb.test(words));
  // In whatever stage: one may be built upon another.
  const exposed = behind(/^EXPOSE\s/i)
    .flatMap((words) => words.trim().split(/\s+/).slice(1))
    .filter((word) => !/\/udp$/i.test(word))
    .map((word) => word.replace(/\/tcp$/i, ""));
  const check = ITSELF.exec(behind(/^HEALTHCHECK\s/i).at(-1) ?? "");
  const checked = check ? [Number(check[1] ?? 80)] : [];
  const path = check?.[2];
  return {
    port: [exposed.map(Number), checked, published].map(only).find(isPort),
    health: path === "/" ? undefined : path,
    exposed: [...new Set(exposed)].filter((word) => PLAIN.test(word)),
  };
}

/** The one that it is each time. */
const only = (ports: readonly number[]): number | undefined =>
  new Set(ports).size === 1 ? ports[0] : undefined;

const isPort = (port: number | undefined): boolean =>
  port !== undefined && Number.isInteger(port) && port >= 1 && port <= 65_535;

/** A value that is longer holds no port and no path; each that is made of two others could double. */
const LONGEST = 200;

/** Each instruction with the defaults of ARG and ENV in place of their names; a later one takes over. */
function substituted(text: string): string[] {
  const known = new Map<string, string>();
  return instructions(text).map(({ words }) => {
    const line = filledIn(words, known);
    const [, rest] = /^(?:ARG|ENV)\s+(.*)$/is.exec(line) ?? [];
    if (rest !== undefined) {
      for (const [name, value] of pairsOf(rest)) {
        if (value.length <= LONGEST) known.set(name, value);
        else known.delete(name);
      }
    }
    return line;
  });
}

/** `A=1 B="2"`, or the older `A 1`. */
function pairsOf(text: string): [string, string][] {
  const old = /^(\w+)\s+([^=\s]\S*)\s*$/.exec(text);
  if (old) return [[old[1] ?? "", old[2] ?? ""]];
  return [...text.matchAll(/(?<!\w)(\w+)=("[^"]*"|'[^']*'|\S*)/g)].map(
    ([, name = "", value = ""]) => [name, unquoted(value)],
  );
}
