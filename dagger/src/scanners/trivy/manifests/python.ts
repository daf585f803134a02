/**
 * Whether a pyproject.toml lists packages that ship. As in lockfiles, what a group or extra is called
 * tells whether it is for development.
 */
import { parse as parseToml } from "smol-toml";
import { type Any, any, parsed, withoutMark } from "../lockfiles/parsed.ts";
import { isDevelopment } from "../lockfiles/poetry.ts";

/** @returns undefined where it can't be read */
export function pythonLists(text: string): boolean | undefined {
  const manifest = parsed(parseToml, withoutMark(text));
  if (manifest === undefined) return undefined;
  const { project, tool, "dependency-groups": groups } = any(manifest);
  const { dependencies, "optional-dependencies": extras } = any(project);
  const { poetry, flit } = any(tool);
  const ofPoetry = [any(poetry), ...ofUse(any(poetry).group).map(any)].flatMap((each) =>
    Object.keys(any(each.dependencies)),
  );
  return (
    [dependencies, any(any(flit).metadata).requires, ...ofUse(extras)].some(isAny) ||
    ofUse(groups).some(namesPackage) ||
    ofPoetry.some((name) => name !== "python") ||
    isElsewhere(any(project), any(tool))
  );
}

const isAny = (list: unknown): boolean => Object.keys(any(list)).length > 0;

/** What stands under the names that are not for development. */
const ofUse = (groups: unknown): unknown[] =>
  Object.entries(any(groups)).flatMap(([name, of]) => (isDevelopment(name) ? [] : [of]));

/** A group may consist of other groups alone: `{ include-group = "test" }`. */
const namesPackage = (group: unknown): boolean =>
  Object.values(any(group)).some((each) => typeof each === "string");

/** Whether the build takes the list from a file of any name: setuptools does, and hatch by a plugin. */
function isElsewhere({ dynamic }: Any, { setuptools, hatch }: Any): boolean {
  if (!Object.values(any(dynamic)).includes("dependencies")) return false;
  const { requirements_txt } = any(any(any(hatch).metadata).hooks);
  return isAny(any(any(setuptools).dynamic).dependencies) || requirements_txt !== undefined;
}
