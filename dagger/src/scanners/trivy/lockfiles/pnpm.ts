/**
 * What pnpm installs from its lockfile in a form that Trivy follows. Of version 9 it walks from the
 * importers by name and version alone: a package behind another name (`my: lodash@4.17.4`, as many
 * packages have one) or among a project's optional dependencies is passed over with exit 0 (measured,
 * 0.76). Format: https://github.com/pnpm/spec/blob/master/lockfile/9.0.md
 */
import { z } from "zod";
import { eachNameOnce } from "./name-once.ts";
import { any, parsed, withoutMark, yaml } from "./parsed.ts";
import { reached } from "./reached.ts";

const names = z.record(z.string(), z.string()).nullish();
const direct = z.record(z.string(), z.object({ version: z.string() })).nullish();
const lockfile = z.object({
  packages: z.unknown(),
  importers: z.record(
    z.string(),
    z.object({ dependencies: direct, optionalDependencies: direct }).nullish(),
  ),
  snapshots: z
    .record(z.string(), z.object({ dependencies: names, optionalDependencies: names }).nullish())
    .default({}),
});

/**
 * pnpm 11 puts what it needs itself, its own version and plugins, into a document before the project's;
 * Trivy reads the first alone (measured, 0.76).
 */
export function projectsDocument(text: string): string {
  const parts = withoutMark(text).split(/^(?:---|\.\.\.)(?=\s|$)/m);
  const documents = parts.filter((each) => /^[^\S\r\n\u2028\u2029]*[^\s#%]/m.test(each));
  return parts.length < 2 ? text : (documents.at(-1)?.trimStart() ?? text);
}

/** @returns of the project's document the part that lists its folders: all of a large lockfile takes seconds */
export function importersIn(own: string): string {
  const from = own.search(/^["']?importers["']?:/m);
  const importers = from < 0 ? "" : own.slice(from);
  const next = importers.search(/\n[a-z"']/i);
  return next < 0 ? importers : importers.slice(0, next);
}

/**
 * @returns what Trivy is given in its place, with importers of ours that name every package that ships
 *   as Trivy wants it; an empty text, of which it reads nothing, where it is of version 9 and can't be
 *   read; undefined where it stays as it is
 */
export function asTrivyWalks(text: string): string | undefined {
  const own = projectsDocument(text);
  const top = parsed(yaml, own);
  const asItIs = own === text ? undefined : own;
  const { lockfileVersion } = any(top);
  if (!/^9/.test(String(lockfileVersion))) return asItIs;
  const { data } = lockfile.safeParse(top);
  if (!data) return "";
  const { packages } = data;
  const keys = shipped(data);
  if (keys.size === 0) return asItIs;
  const snapshots = [...keys].map((key) => [bare(key), data.snapshots[key]]);
  const importers = importersOf(new Set([...keys].map(bare)));
  return JSON.stringify({
    lockfileVersion,
    importers: Object.fromEntries(importers),
    packages,
    snapshots: Object.fromEntries(snapshots),
  });
}

/** Without the peers that it has: Trivy asks not for them, and a key of more than 1,024 letters it can't read. */
const bare = (key: string): string => key.split("(", 1).join();

/** Whether the projects, in `importers` or, in old ones of one project, at the top, ask for development packages alone. */
export function isDevelopmentAlone(text: string): boolean {
  const own = projectsDocument(text);
  if (!/^["']?((devD|d|optionalD)ependencies|importers)["']?:/m.test(own)) return false;
  if (/^["']?(dependencies|optionalDependencies)["']?:/m.test(own)) return false;
  if (/(?<!\w)(dependencies|optionalDependencies)["']?\s*:/.test(importersIn(own))) return false;
  // That was quick; YAML has other ways to write a key, and to say that two places are one.
  const top = any(parsed(yaml, own));
  const projects = Object.values(any(top.importers));
  return (
    (top.importers !== undefined || top.devDependencies !== undefined) &&
    [top, ...projects.map(any)].every((each) => !SHIPS.some((key) => Object.hasOwn(each, key)))
  );
}

const SHIPS = ["dependencies", "optionalDependencies"];

/** The keys in `snapshots` of all that is installed without development dependencies. */
function shipped({ importers, snapshots }: z.output<typeof lockfile>): ReadonlySet<string> {
  const keysOf = (list: z.output<typeof names>): string[] =>
    Object.entries(list ?? {})
      .flatMap(([name, version]) => [`${name}@${version}`, version])
      .filter((key) => Object.hasOwn(snapshots, key));
  const asked = Object.values(importers).flatMap((importer) =>
    [importer?.dependencies, importer?.optionalDependencies].flatMap((list) =>
      keysOf(
        Object.fromEntries(
          Object.entries(list ?? {}).map(([name, { version }]) => [name, version]),
        ),
      ),
    ),
  );
  return reached(asked, (key) => {
    const snapshot = snapshots[key];
    return [...keysOf(snapshot?.dependencies), ...keysOf(snapshot?.optionalDependencies)];
  });
}

/** As many importers as one name has versions: in each a name stands once. */
function importersOf(keys: ReadonlySet<string>) {
  const packages = [...keys].sort().map((key) => {
    const at = key.indexOf("@", 1);
    return { name: key.slice(0, at), version: key.slice(at + 1) };
  });
  return eachNameOnce(packages).map((each, index) => {
    const entries = each.map(({ name, version }) => [name, { specifier: version, version }]);
    return [`greengate-${index}`, { dependencies: Object.fromEntries(entries) }];
  });
}
