/**
 * What uv installs from its lockfile, as a list of its own. Trivy walks by name alone: of a package that
 * is locked twice, for older and newer Pythons, it passes over what only one of the two wants; and over
 * every dependency group, which `default-groups` or a Dockerfile's command may install, each with exit 0
 * (measured, 0.76). As with Poetry, what a group is called tells whether it is for development.
 */
import { parse, stringify } from "smol-toml";
import { z } from "zod";
import { addTo } from "../../../core/add-to.ts";
import { parsed, withoutMark } from "./parsed.ts";
import { isDevelopment } from "./poetry.ts";
import { reached } from "./reached.ts";

const wanted = z.array(z.object({ name: z.string(), version: z.string().optional() }));
const lists = z.record(z.string(), wanted).default({});
const lockfile = z.object({
  manifest: z
    .object({ members: z.array(z.string()).default([]), "dependency-groups": lists })
    .prefault({}),
  package: z.array(
    z.object({
      name: z.string(),
      /** A project that works its own out has none here. */
      version: z.string().optional(),
      source: z.record(z.string(), z.string()).default({}),
      dependencies: wanted.default([]),
      "optional-dependencies": lists,
      "dev-dependencies": lists,
    }),
  ),
});
type Lockfile = z.output<typeof lockfile>;
type Package = Lockfile["package"][number];
type Wanted = z.output<typeof wanted>;

/**
 * @returns a lockfile in which one of the own projects wants all that ships, as Trivy asks for one; an
 *   empty text, of which it reads nothing, where it can't be read
 */
export function asTrivyReadsUv(text: string): string {
  const { data } = lockfile.safeParse(parsed(parse, withoutMark(text)));
  if (!data) return "";
  const { members } = data.manifest;
  const own = data.package.filter(
    ({ name, source }) =>
      members.includes(name) || source.virtual === "." || source.editable === ".",
  );
  const others = shipped(data, own).filter(
    // What lies in another folder here, and has no version, nobody could look up.
    (each) => !own.includes(each) && (each.version !== undefined || each.source.registry),
  );
  const [first = { name: "greengate-root", source: { virtual: "." } }, ...rest] = own;
  const dependencies = [...new Set(others.map(({ name }) => name))].map((name) => ({ name }));
  return stringify({
    version: 1,
    manifest: { members },
    package: [{ ...plain(first), dependencies }, ...[...rest, ...others].map(plain)],
  });
}

const plain = ({ name, version, source }: Pick<Package, "name" | "source" | "version">) => ({
  name,
  ...(version !== undefined && { version }),
  source,
});

/** All that is reached from the own projects; everything, where there is none. */
function shipped({ manifest, package: packages }: Lockfile, own: readonly Package[]): Package[] {
  const groups = forUse(manifest["dependency-groups"]);
  if (own.length === 0 && groups.length === 0) return packages;
  const byName = new Map<string, Package[]>();
  for (const each of packages) addTo(byName, each.name, each);
  const all = (list: Wanted) =>
    list.flatMap(({ name, version }) =>
      (byName.get(name) ?? []).filter((each) => version === undefined || each.version === version),
    );
  const found = reached([...own, ...all(groups)], (each) => [
    ...all(each.dependencies),
    ...all(Object.values(each["optional-dependencies"]).flat()),
    ...all(forUse(each["dev-dependencies"])),
  ]);
  return packages.filter((each) => found.has(each));
}

const forUse = (groups: Readonly<Record<string, Wanted>>): Wanted =>
  Object.entries(groups).flatMap(([name, of]) => (isDevelopment(name) ? [] : of));
