/**
 * Lockfiles that honestly list no package that ships, by their name. One that can't be read is not
 * empty: Trivy passing over it is missing evidence.
 */
import { indented } from "../../indented.ts";
import { isDevelopmentAlone as isBuns } from "./bun.ts";
import { withShortLines } from "./gradle.ts";
import { parsed } from "./parsed.ts";
import { isDevelopmentAlone } from "./pnpm.ts";
import { listsGroupsAlone } from "./poetry.ts";

/** What is listed by name, of whatever shape; undefined where it is no such list. */
function listed(
  value: unknown,
): [name: string, of: Readonly<Record<string, unknown>>][] | undefined {
  if (!(value instanceof Object)) return undefined;
  const all = Object.entries(value);
  return all.every(([, of]) => of instanceof Object) ? all : undefined;
}

/** @param isNone of what stands at the top */
const inJson = (isNone: (top: Readonly<Record<string, unknown>>) => boolean) => (text: string) => {
  const top = parsed(JSON.parse, text);
  return top instanceof Object && isNone({ ...top });
};

/** Which of the two counts, its version says; an empty one must not stand in for the other. */
const npm = inJson(({ packages = {}, dependencies = {} }) =>
  [packages, dependencies].every((each) =>
    listed(each)?.every(([at, { dev }]) => at === "" || dev === true),
  ),
);

const composer = inJson(({ packages }) => Array.isArray(packages) && packages.length === 0);

const pipenv = inJson(
  (top) =>
    top.default !== undefined &&
    (listed(top)?.every(
      ([name, of]) => name === "_meta" || name === "develop" || Object.keys(of).length === 0,
    ) ??
      false),
);

/** What is of the same solution is none to look up. */
const nuget = inJson(
  ({ dependencies }) =>
    listed(dependencies)?.every(([, of]) =>
      listed(of)?.every(([, { type }]) => type === "Project"),
    ) ?? false,
);

const bundler = (text: string) => /^DEPENDENCIES\s*$/m.test(text) && !/^ {4}\S/m.test(text);

const REQUIRE = indented(/require\b/);

const EMPTY: ReadonlyMap<string, (text: string) => boolean> = new Map(
  Object.entries({
    "requirements.txt": (text) => !/^[^#\s-].*==/m.test(text),
    "go.mod": (text) => !REQUIRE.test(text),
    "bun.lock": isBuns,
    "pnpm-lock.yaml": isDevelopmentAlone,
    "package-lock.json": npm,
    "npm-shrinkwrap.json": npm,
    "composer.lock": composer,
    "Pipfile.lock": pipenv,
    "packages.lock.json": nuget,
    "poetry.lock": listsGroupsAlone,
    "Gemfile.lock": bundler,
    "gems.locked": bundler,
    "pubspec.lock": (text) => /^packages: \{\}\s*$/m.test(text),
    "mix.lock": (text) => /^%\{\s*\}\s*$/.test(text),
    "yarn.lock": (text) => /^# yarn lockfile v1\s*$/m.test(text) && !/^[^#\s]/m.test(text),
  }),
);

export function isEmpty(name: string, text: string): boolean {
  if (name.endsWith("gradle.lockfile"))
    return /^empty=/m.test(text) && withShortLines(text) === withShortLines("");
  return EMPTY.get(name)?.(text) ?? false;
}
