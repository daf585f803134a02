/**
 * What npm's lockfile lists and Trivy does not look up, with exit 0 (measured, 0.76). Of its two lists
 * Trivy reads one alone, by the version, and npm 6 reads `dependencies` where newer ones read
 * `packages`. A package behind another name, `"my": { "version": "npm:lodash@4.17.4" }`, it looks up as
 * `my`. Of `packages` it reads what lies in `node_modules` at the top, or where a link leads; of what
 * such a folder's name stands in twice it takes the wrong name. A member of a workspace has often no
 * version, and is no package to look up.
 */
import { eachNameOnce } from "./name-once.ts";
import { type Any, any, parsed, withoutMark } from "./parsed.ts";

/**
 * @returns the lockfile, then more that list what ships besides, each name once in one; nothing where
 *   it has none
 */
export function withBothLists(text: string): string[] {
  const lock = any(parsed(JSON.parse, withoutMark(text)));
  const old = inDependencies(lock.dependencies);
  const { top, elsewhere } = inPackages(lock.packages);
  const known = new Set(lock.lockfileVersion === 1 ? old.plain : top);
  const more = new Set(
    [...old.plain, ...old.aliases, ...top, ...elsewhere].filter((id) => !known.has(id)),
  );
  const own = top.size > 0 ? withoutLinks(lock) : undefined;
  if (more.size === 0) return own === undefined ? [] : [own];
  const packages = [...more].sort().map((id) => {
    const at = id.lastIndexOf("@");
    return { name: id.slice(0, at), version: id.slice(at + 1) };
  });
  const lockfiles = eachNameOnce(packages).map((each) => {
    const dependencies = Object.fromEntries(each.map(({ name, version }) => [name, { version }]));
    return JSON.stringify({ lockfileVersion: 1, dependencies });
  });
  return [own ?? text, ...lockfiles];
}

/** Without the links to folders of the source whose package has no version; undefined where it has none. */
function withoutLinks(lock: Any): string | undefined {
  const packages = any(lock.packages);
  const isUnnumbered = ([, entry]: [string, unknown]): boolean => {
    const { link, resolved } = any(entry);
    return link === true && any(packages[String(resolved)]).version === undefined;
  };
  const all = Object.entries(packages);
  const others = all.filter((each) => !isUnnumbered(each));
  if (others.length === all.length) return undefined;
  return JSON.stringify({ ...lock, packages: Object.fromEntries(others) });
}

/** But for what has an address in the version's place: the other list tells its version, or nobody. */
const isVersion = (version: unknown): version is string =>
  typeof version === "string" && /^\d[^\s/:]*$/.test(version);

function inDependencies(list: unknown) {
  const [plain, aliases] = [new Set<string>(), new Set<string>()];
  const waiting = Object.entries(any(list));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, { version, dev, dependencies }] = [next[0], any(next[1])];
    for (const inner of Object.entries(any(dependencies))) waiting.push(inner);
    if (dev === true) continue;
    const alias = /^npm:(.+@.+)$/.exec(String(version))?.[1];
    if (alias !== undefined) aliases.add(alias);
    else if (isVersion(version)) plain.add(`${name}@${version}`);
  }
  return { plain, aliases };
}

function inPackages(list: unknown) {
  const [top, elsewhere] = [new Set<string>(), new Set<string>()];
  for (const [path, entry] of Object.entries(any(list))) {
    const { name, version, dev, link } = any(entry);
    const folder = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    if (folder === undefined || dev === true || link === true || !isVersion(version)) continue;
    const id = `${typeof name === "string" && name !== "" ? name : folder}@${version}`;
    (path.startsWith("node_modules/") ? top : elsewhere).add(id);
  }
  return { top, elsewhere };
}
