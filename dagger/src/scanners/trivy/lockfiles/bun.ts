/**
 * What Bun installs from its lockfile in a form that Trivy reads. It takes a key of the list for the
 * package's name, so it passes over a second version of one (`ms/lodash`), over what stands behind
 * another name, and over what packages want as optional or from their user, with exit 0 (measured,
 * 0.76). One of its lockfiles holds a name once, hence several.
 * Format: https://bun.com/docs/pm/lockfile
 */
import { z } from "zod";
import { addTo } from "../../../core/add-to.ts";
import { eachNameOnce, type Named } from "./name-once.ts";
import { any, parsed, yaml } from "./parsed.ts";
import { reached } from "./reached.ts";

const names = z.record(z.string(), z.unknown()).nullish();
const wanting = z.looseObject({
  dependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
});
type Wanting = z.output<typeof wanting>;

const lockfile = z.object({
  workspaces: z.record(z.string(), wanting),
  /** First what it is, `name@version`; among the rest an object that says what it wants. */
  packages: z.record(z.string(), z.tuple([z.string()], z.unknown())),
});

/** It is JSON with commas at the ends of its lists, which YAML takes too. */
const read = (text: string) => lockfile.safeParse(parsed(yaml, text));

/**
 * @returns lockfiles that list together every package that ships, each name once in one; undefined
 *   where it can't be read, or lists none: then it stays as it is
 */
export function asTrivyReads(text: string): string[] | undefined {
  const parts = eachNameOnce(shipped(text));
  return parts.length === 0 ? undefined : parts.map(lockfileOf);
}

/** Whether its one project asks for development packages alone. */
export function isDevelopmentAlone(text: string): boolean {
  const project = read(text).data?.workspaces[""];
  // As they stand there: zod leaves out one that is called as what each object has.
  const { length } = Object.keys(any(any(parsed(yaml, text)).workspaces));
  return project !== undefined && length === 1 && wanted(project).length === 0;
}

const lockfileOf = (packages: readonly Named[]): string =>
  JSON.stringify({
    lockfileVersion: 1,
    workspaces: {
      "": {
        name: "",
        dependencies: Object.fromEntries(packages.map(({ name, version }) => [name, version])),
      },
    },
    packages: Object.fromEntries(
      packages.map(({ name, version }) => [name, [`${name}@${version}`, "", {}, ""]]),
    ),
  });

/**
 * All that is installed without development dependencies, and where one name has several versions
 * every one of them: which of them a package gets is not followed.
 */
function shipped(text: string): Named[] {
  const { data } = read(text);
  if (!data) return [];
  const keysOf = new Map<string, string[]>();
  for (const key of Object.keys(data.packages)) {
    const [scope = "", name = ""] = ["", ...key.split("/")].slice(-2);
    addTo(keysOf, scope.startsWith("@") ? `${scope}/${name}` : name, key);
  }
  const asked = Object.values(data.workspaces).flatMap(wanted);
  const names = reached(asked, (name) =>
    (keysOf.get(name) ?? []).flatMap((key) => {
      const info = data.packages[key]?.slice(1).map((each) => wanting.safeParse(each).data);
      return (info ?? []).flatMap((each) => (each ? wanted(each) : []));
    }),
  );
  const ids = [...names]
    .flatMap((name) => keysOf.get(name) ?? [])
    .map((key) => data.packages[key]?.[0]);
  return [...new Set(ids)].sort().flatMap((id = "") => {
    const at = id.indexOf("@", 1);
    const [name, version] = [id.slice(0, at), id.slice(at + 1)];
    return at < 1 || version.startsWith("workspace:") ? [] : [{ name, version }];
  });
}

const wanted = (of: Wanting): string[] =>
  [of.dependencies, of.optionalDependencies, of.peerDependencies].flatMap((each) =>
    Object.keys(each ?? {}),
  );
