/**
 * What Poetry installs from its lockfile, as a list of its own. By a pyproject.toml Trivy walks from
 * there, and passes over a package that another one wants in several ways, as pandas does numpy
 * (`numpy = [{ version = …, markers = … }]`), over a second version of one, and over what groups of
 * `[dependency-groups]` bring; without it over every group but `main`, each with exit 0 (measured, 0.76).
 */
import { parse, stringify } from "smol-toml";
import { z } from "zod";
import { addTo } from "../../../core/add-to.ts";
import { pypiName } from "../../../core/pypi-name.ts";
import { any, parsed, withoutMark } from "./parsed.ts";
import { reached } from "./reached.ts";

/** What people call the groups that no image has. */
const DEVELOPMENT =
  /^(dev(elop(ment)?)?|tests?|testing|docs?|documentation|lint(ing|ers?)?|typ(es|ing)|mypy|ci|format(ting)?|style|qa|coverage|debug|examples?|benchmarks?|release|build)$/i;

export const isDevelopment = (name: string): boolean => DEVELOPMENT.test(name.trim());

const lockfile = z.looseObject({
  package: z.array(
    z.looseObject({
      name: z.string(),
      version: z.string(),
      dependencies: z.record(z.string(), z.unknown()).optional(),
      /** Since Poetry 2. */
      groups: z.array(z.string()).optional(),
    }),
  ),
});
type Package = z.output<typeof lockfile>["package"][number];

/**
 * @param pyproject the text beside it; undefined where there is none
 * @returns a lockfile of all that ships; an empty text, of which Trivy reads nothing, where it can't be
 *   read; undefined where nothing ships: then it stays as it is
 */
export function asTrivyLists(text: string, pyproject: string | undefined): string | undefined {
  const { data } = lockfile.safeParse(parsed(parse, withoutMark(text)));
  if (!data) return "";
  const develops = forDevelopment(data.package, pyproject);
  const shipped = data.package.filter((each) =>
    each.groups ? !isForDevelopment(each.groups) : !develops.has(pypiName(each.name)),
  );
  if (shipped.length === 0) return undefined;
  const listed = shipped.map(({ name, version }) => ({ name, version }));
  return stringify({ package: listed, metadata: { "lock-version": "2.0" } });
}

/** Whether it lists no package, or those of development groups alone, as Poetry 2 tells of each. */
export function listsGroupsAlone(text: string): boolean {
  const { metadata, package: packages = [] } = any(parsed(parse, text));
  if (metadata === undefined || !Array.isArray(packages)) return false;
  return packages.every((each) => {
    const { groups } = any(each);
    return Array.isArray(groups) && isForDevelopment(groups.map(String));
  });
}

const isForDevelopment = (groups: readonly string[]): boolean =>
  groups.length > 0 && groups.every(isDevelopment);

/** The names that only development asks for, where the lockfile itself does not tell, as of Poetry 1. */
function forDevelopment(packages: readonly Package[], pyproject = ""): ReadonlySet<string> {
  const { project, tool } = any(parsed(parse, withoutMark(pyproject)));
  const { dependencies, group, "dev-dependencies": dev } = any(any(tool).poetry);
  const grouped = (wanted: boolean) =>
    Object.entries(any(group)).flatMap(([name, of]) =>
      isDevelopment(name) === wanted ? Object.keys(any(any(of).dependencies)) : [],
    );
  const ships = [...Object.keys(any(dependencies)), ...asked(project), ...grouped(false)];
  const develops = [...Object.keys(any(dev)), ...grouped(true)];
  const wants = new Map<string, string[]>();
  for (const { name, dependencies: wanted = {} } of packages) {
    for (const each of Object.keys(wanted)) addTo(wants, pypiName(name), pypiName(each));
  }
  const from = (roots: readonly string[]) =>
    reached(roots.map(pypiName), (name) => wants.get(name) ?? []);
  const shipped = from(ships);
  return new Set([...from(develops)].filter((name) => !shipped.has(name)));
}

/** The names in `dependencies` and extras of `[project]`: each is a text, `Flask[async] >= 1.0`. */
function asked(project: unknown): string[] {
  const { dependencies, "optional-dependencies": extras } = any(project);
  return [dependencies, ...Object.values(any(extras))]
    .flatMap((list) => (Array.isArray(list) ? list.map(String) : []))
    .flatMap((each) => /^\s*([\w.-]+)/.exec(each)?.[1] ?? []);
}
