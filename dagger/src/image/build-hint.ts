/** What to do about an image that could not be built, where its source shows it. */
import { didYouMean } from "../core/near.ts";
import { POLICY_FILE } from "../core/policy/file.ts";
import type { Policy } from "../core/policy/policy.ts";
import { dockerfileOf } from "../core/policy/services.ts";
import type { Problem } from "../core/result.ts";
import { noneThere, noneToBuildFrom } from "../scanners/dockerfiles.ts";
import { type SourceTree, textAt } from "../scanners/source-tree.ts";
import { dockerfileStages } from "./dockerfile.ts";

/** Undefined where the Dockerfile is there, or a link may lead to it: builders follow those. */
export function noDockerfile(service: Policy["service"], tree: SourceTree): Problem | undefined {
  const path = dockerfileOf(service);
  if (path === undefined || isLinked(path, tree) || textAt(tree, path) !== undefined) {
    return undefined;
  }
  return noneToBuildFrom(path, tree);
}

/** @returns undefined where the Dockerfile is there, with the target that is asked for */
export function buildHint(service: Policy["service"], tree: SourceTree): string | undefined {
  const path = dockerfileOf(service) ?? "";
  const absent = noDockerfile(service, tree);
  if (absent) return `The ${noneThere(path)}. ${absent.hint}`;
  const { target } = service;
  const text = textAt(tree, path);
  // Some builders take a number too.
  if (target === undefined || text === undefined || /^\d+$/.test(target)) return undefined;
  const stages = dockerfileStages(text);
  if (stages.includes(target.toLowerCase())) return undefined;
  const named = stages.filter((name) => !/^\d+$/.test(name));
  const there =
    named.length === 0
      ? "none of its stages has a name, so leave service.target out"
      : `its named stages are ${named.join(", ")}: name one as service.target in ${POLICY_FILE}, or none for the last stage`;
  const meant = didYouMean(target, named);
  return `${path} has no target ${target}; ${there}.${meant === undefined ? "" : ` ${meant}`}`;
}

const isLinked = (path: string, { links }: SourceTree): boolean =>
  links.some((link) => path === link.path || path.startsWith(`${link.path}/`));
