/** From which folder a Dockerfile is meant to be built: nothing in it says so, but what it copies. */
import { posix } from "node:path";
import { instructions } from "../scanners/instructions.ts";
import { nameOf } from "../scanners/source-tree.ts";
import { isLockfileName } from "../scanners/trivy/lockfiles/select.ts";

/** Where Dockerfiles are put aside, apart from what they build. */
const ASIDE = "docker";

/**
 * @param file the Dockerfile
 * @param paths every file of the source
 * @returns the nearest folder around it that holds all that it copies; its own where none does. One
 *   put aside that copies whatever is there, or what a build makes, is meant for the nearest with a
 *   lockfile.
 */
export function contextOf(file: string, text: string, paths: readonly string[]): string {
  const own = posix.dirname(file);
  const copied = sourcesOf(text);
  const around = own === "." ? ["."] : [...foldersAround(own), "."];
  const holds = (folder: string) =>
    copied.every((source) => {
      const path = posix.join(folder, source);
      return path === "." || paths.some((each) => each === path || each.startsWith(path));
    });
  const nearest = around.find(holds);
  const whole = copied.some((source) => posix.join(source) === ".");
  const locked = (folder: string) =>
    paths.some((path) => posix.dirname(path) === folder && isLockfileName(nameOf(path)));
  const aside = nameOf(own) === ASIDE && (whole || nearest === undefined);
  return (aside ? around.find(locked) : undefined) ?? nearest ?? own;
}

/** The folder itself, then those that it lies in. */
function foldersAround(folder: string): string[] {
  const parts = folder.split("/");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
}

/** What COPY and ADD take from the folder, up to the first wildcard or variable. */
function sourcesOf(text: string): string[] {
  return instructions(text).flatMap(({ words }) => {
    const [verb = "", ...rest] = words
      .replace(/[[\],"]/g, " ")
      .trim()
      .split(/\s+/);
    if (!/^(COPY|ADD)$/i.test(verb) || rest.some((word) => word.startsWith("--from="))) return [];
    const named = rest.filter((word) => !word.startsWith("--")).slice(0, -1);
    return named
      .filter((word) => !/^(<<|\w+:\/\/|git@)/.test(word))
      .map((word) => word.replace(/[*?$].*$/, "").replace(/^\/+/, ""));
  });
}
