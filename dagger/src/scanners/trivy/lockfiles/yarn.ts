/**
 * What Yarn installs from its lockfile in a form that Trivy follows. By a package.json it takes for
 * development what it reaches from there and does not reach again from what ships: so it passes over
 * what `resolutions` put in another's place, and what packages want as optional, with exit 0. What
 * stands behind another name (`my@npm:lodash@4.17.4`) it looks up as `my`; an entry with a tarball's
 * address, or with a key so long that Yarn writes it as `? key`, it skips (measured, 0.76).
 */
import { parse } from "yaml";
import { z } from "zod";
import { parsed, withoutMark } from "./parsed.ts";
import { type Entry, entriesOf, type Wanted } from "./yarn-entries.ts";

const table = z.record(z.string(), z.unknown()).nullish();
const manifest = z.looseObject({
  dependencies: table,
  optionalDependencies: table,
  devDependencies: table,
  resolutions: table,
});
const settings = z.object({
  packageExtensions: z.record(z.string(), z.looseObject({ dependencies: table })),
});

export interface Beside {
  /** The texts of its package.json and of those below it, which may be members. */
  readonly manifests: readonly string[];
  /** The text of `.yarnrc.yml`; empty where there is none. */
  readonly settings: string;
}

/**
 * @returns a lockfile that lists what ships, to be read without package.json; undefined where nothing
 *   does, or it can't be read: then it stays as it is
 */
export function asTrivyFollows(text: string, beside: Beside): string | undefined {
  const entries = entriesOf(text);
  if (!entries) return undefined;
  const read = beside.manifests.map(
    (each) => manifest.safeParse(parsed(JSON.parse, withoutMark(each))).data,
  );
  const manifests = read.filter((each) => each !== undefined);
  const resolve = resolver(
    entries,
    manifests.flatMap(({ resolutions }) => names(resolutions)),
  );
  const reached = (roots: Wanted): Set<Entry> => {
    const found = new Set<Entry>();
    const seen = new Set<readonly Entry[]>();
    const waiting = [...roots];
    for (let wanted = waiting.pop(); wanted !== undefined; wanted = waiting.pop()) {
      const resolved = resolve(wanted);
      if (seen.has(resolved)) continue;
      seen.add(resolved);
      for (const each of resolved) {
        if (found.has(each)) continue;
        found.add(each);
        for (const next of each.wants) waiting.push(next);
      }
    }
    return found;
  };
  const ships = reached([
    ...manifests.flatMap((each) => [
      ...pairs(each.dependencies),
      ...pairs(each.optionalDependencies),
    ]),
    ...extensions(beside.settings),
  ]);
  const develops = reached(manifests.flatMap((each) => pairs(each.devDependencies)));
  // Who reads no manifest can't tell what is for development.
  const all = manifests.length === 0 || manifests.length < read.length;
  const kept = new Map<string, string>();
  for (const each of entries) {
    if (!each.listed || (!all && develops.has(each) && !ships.has(each))) continue;
    const id = `${each.name}@${each.version}`;
    if (!kept.has(id)) kept.set(id, entryOf(id, each, each.wants.map(resolve)));
  }
  return kept.size === 0 ? undefined : `# yarn lockfile v1\n\n\n${[...kept.values()].join("\n")}`;
}

/**
 * By name and range; by the name alone where no entry has that range, or a resolution may have put
 * another in its place: which of them a package gets is then not followed.
 */
function resolver(entries: readonly Entry[], resolutions: readonly string[]) {
  const loose = new Set(resolutions.flatMap((each) => each.match(/(?:@[^/@]+\/)?[^/@]+/g) ?? []));
  const byKey = new Map<string, Entry[]>();
  const byName = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of entry.keys) {
      byKey.set(key, [entry]);
      const name = key.slice(0, key.indexOf("@", 1));
      const others = byName.get(name);
      if (!others) byName.set(name, [entry]);
      else if (others.at(-1) !== entry) others.push(entry);
    }
  }
  return ([name, range]: Wanted[number]): readonly Entry[] => {
    const exact = byKey.get(`${name}@${range}`) ?? byKey.get(`${name}@npm:${range}`);
    return (loose.has(name) ? undefined : exact) ?? byName.get(name) ?? NONE;
  };
}

const NONE: readonly Entry[] = [];

const names = (of: z.output<typeof table>): string[] => Object.keys(of ?? {});
const pairs = (of: z.output<typeof table>): Wanted =>
  Object.entries(of ?? {}).map(([name, range]) => [name, String(range)] as const);

/** What the project's own settings have packages want besides; the lockfile does not say who does. */
function extensions(text: string): Wanted {
  const { data } = settings.safeParse(parsed(parse, withoutMark(text)));
  return Object.values(data?.packageExtensions ?? {}).flatMap((each) => pairs(each.dependencies));
}

/** As Yarn 1 writes it; of what it wants, that of which one version alone can be meant. */
function entryOf(id: string, { version }: Entry, wants: readonly (readonly Entry[])[]): string {
  const lines = wants.flatMap(([each, other]) =>
    each?.listed && !other ? [`    "${each.name}" "${each.version}"\n`] : [],
  );
  const dependencies = lines.length > 0 ? `  dependencies:\n${lines.join("")}` : "";
  return `"${id}":\n  version "${version}"\n${dependencies}`;
}
