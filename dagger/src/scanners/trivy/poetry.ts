/**
 * Poetry installs every group that is not optional, and Trivy takes each but `main` for development
 * (measured, 0.76): of a group that is not called so, what it brings passes with exit 0.
 */
import { parse } from "smol-toml";
import { any, parsed } from "./parsed.ts";

/** What people call the groups that no image has. */
const DEVELOPMENT =
  /^(dev(elop(ment)?)?|tests?|testing|docs?|documentation|lint(ing|ers?)?|typ(es|ing)|mypy|ci|format(ting)?|style|qa|coverage|debug|examples?|benchmarks?|release|build)$/i;

const KEPT = /^\s*["']main["']\s*$/;

export const isDevelopment = (name: string): boolean =>
  DEVELOPMENT.test(name.replace(/["']/g, "").trim());

/** @returns the lockfile with the packages of other groups in `main`; undefined where there is none */
export function withGroups(text: string): string | undefined {
  const own = text.replace(/^groups = \[([^\]]*)\]/gm, (line, names: string) =>
    names.split(",").every((name) => name.trim() === "" || KEPT.test(name) || isDevelopment(name))
      ? line
      : 'groups = ["main"]',
  );
  return own === text ? undefined : own;
}

/** Whether Trivy would leave out more than development by this pyproject.toml. */
export const hasOtherGroups = (text: string): boolean =>
  [...text.matchAll(/^[ \t]*\[[ \t]*tool\.poetry\.group\.("[^"]+"|'[^']+'|[^.\]]+)\./gm)].some(
    ([, name = ""]) => !isDevelopment(name),
  );

/** Whether it lists no package, or those of development groups alone, as Poetry 2 tells of each. */
export function listsGroupsAlone(text: string): boolean {
  const { metadata, package: packages = [] } = any(parsed(parse, text));
  if (metadata === undefined || !Array.isArray(packages)) return false;
  return packages.every((each) => {
    const { groups } = any(each);
    return Array.isArray(groups) && groups.length > 0 && groups.map(String).every(isDevelopment);
  });
}
