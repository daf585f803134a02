/**
 * What pnpm installs from its lockfile in a form that Trivy follows. Of version 9 it walks from the
 * importers by name and version alone: a package behind another name (`my: lodash@4.17.4`, as many
 * packages have one) or among a project's optional dependencies is passed over with exit 0 (measured,
 * 0.76). Format: https://github.com/pnpm/spec/blob/master/lockfile/9.0.md
 */
import { z } from "zod";
import { eachNameOnce } from "./name-once.ts";
import { any, parsed, withoutMark, yaml } from "./parsed.ts";

const names = z.record(z.string(), z.string()).nullish();
const direct = z.record(z.string(), z.object({ version: z.string() })).nullish();
const lockfile = z.object({
  lockfileVersion: z.string().startsWith("9"),
  importers: z.record(
    z.string(),
    z.object({ dependencies: direct, optionalDependencies: direct }).nullish(),
  ),
  snapshots: z.record(
    z.string(),
    z.object({ dependencies: names, optionalDependencies: names }).nullish(),
  ),
});

const IMPORTERS = /^importers:[ \t\r]*$/m;

/**
 * pnpm 11 puts what it needs itself, its own version and plugins, into a document before the project's;
 * Trivy reads the first alone (measured, 0.76).
 */
export function projectsDocument(text: string): string {
  const own = withoutMark(text).replace(/\r\n/g, "\n");
  const second = own.startsWith("---\n") ? own.indexOf("\n---\n", 3) : -1;
  return second < 0 ? text : own.slice(second + 5);
}

/** @returns what Trivy is given in its place; undefined where it stays as it is */
export function asTrivyWalks(text: string): string | undefined {
  const own = projectsDocument(text);
  return withImporters(own) ?? (own === text ? undefined : own);
}

/** Whether the projects, in `importers` or, in old ones of one project, at the top, ask for development packages alone. */
export function isDevelopmentAlone(text: string): boolean {
  const own = projectsDocument(text);
  if (!/^["']?((devD|d|optionalD)ependencies|importers)["']?:/m.test(own)) return false;
  if (/^["']?(dependencies|optionalDependencies)["']?:/m.test(own)) return false;
  const from = own.search(/^["']?importers["']?:/m);
  const importers = from < 0 ? "" : own.slice(from);
  const next = importers.search(/\n[a-z"']/i);
  const asked = next < 0 ? importers : importers.slice(0, next);
  if (/(?<!\w)(dependencies|optionalDependencies)["']?\s*:/.test(asked)) return false;
  // That was quick; YAML has other ways to write a key, and to say that two places are one.
  const top = any(parsed(yaml, own));
  const projects = Object.values(any(top.importers));
  return (
    (top.importers !== undefined || top.devDependencies !== undefined) &&
    [top, ...projects.map(any)].every((each) => !SHIPS.some((key) => Object.hasOwn(each, key)))
  );
}

const SHIPS = ["dependencies", "optionalDependencies"];

/**
 * @returns the lockfile with importers of ours, which name every package that ships as Trivy wants it;
 *   undefined where it is no such lockfile, or none that can be read: then it stays as it is
 */
function withImporters(text: string): string | undefined {
  if (!IMPORTERS.test(text)) return undefined;
  const ours = importersOf(shipped(text));
  return ours === "" ? undefined : text.replace(IMPORTERS, () => `importers:\n\n${ours}`);
}

/** The keys in `snapshots` of all that is installed without development dependencies. */
function shipped(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const { data } = lockfile.safeParse(parsed(yaml, text));
  if (!data) return found;
  const { snapshots } = data;
  const keysOf = (list: z.output<typeof names>): string[] =>
    Object.entries(list ?? {})
      .flatMap(([name, version]) => [`${name}@${version}`, version])
      .filter((key) => Object.hasOwn(snapshots, key));
  const waiting = Object.values(data.importers).flatMap((importer) =>
    [importer?.dependencies, importer?.optionalDependencies].flatMap((list) =>
      keysOf(
        Object.fromEntries(
          Object.entries(list ?? {}).map(([name, { version }]) => [name, version]),
        ),
      ),
    ),
  );
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    const snapshot = snapshots[key];
    waiting.push(...keysOf(snapshot?.dependencies), ...keysOf(snapshot?.optionalDependencies));
  }
  return found;
}

/** As many importers as one name has versions: in each a name stands once. */
function importersOf(keys: ReadonlySet<string>): string {
  const packages = [...keys].sort().map((key) => {
    const at = key.indexOf("@", 1);
    return { name: key.slice(0, at), version: key.slice(at + 1) };
  });
  const importers = eachNameOnce(packages).map((each, index) => {
    const entries = each.map(({ name, version }) => {
      const quoted = JSON.stringify(version);
      return `      ${JSON.stringify(name)}:\n        specifier: ${quoted}\n        version: ${quoted}\n`;
    });
    return `  greengate-${index}:\n    dependencies:\n${entries.join("")}`;
  });
  return importers.join("\n");
}
