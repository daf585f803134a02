/** What pip-audit is given: of each requirements file the pinned packages, and nothing else. */

import { posix } from "node:path";
import { compareText } from "../../core/compare.ts";
import { counted } from "../../core/counted.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { dockerfileOf } from "../../core/policy/services.ts";
import { isDockerfile } from "../dockerfiles.ts";
import type { Selection } from "../invocation.ts";
import { nameOf, type SourceTree } from "../source-tree.ts";
import { installedFrom } from "./dockerfile.ts";
import { otherEncoding, type RequirementFile, readRequirements } from "./requirement-file.ts";

const FILE = /(^|\/)(requirements[^/]*\.txt|[^/]*[-_.]requirements\.txt|requirements\/[^/]+\.txt)$/;
export const isRequirementsFile = (path: string): boolean => FILE.test(path);
const NOT_THERE = "is not among the service's files";

/** A package that every advisory service knows to be vulnerable. */
export const CANARY = { file: "greengate-canary.txt", text: "requests==2.19.0\n" } as const;

/**
 * Files that are called so, that a Dockerfile installs from, or that another of them takes in. They
 * are written anew with `name==version` lines: markers that are false here, hashes and `-r` lines,
 * which pip-audit passes over or does not follow, then hide nothing.
 */
export function selectRequirements(tree: SourceTree, { service }: Policy): Selection {
  const { paths, links, text } = tree;
  const dockerfiles = paths.filter((path) => isDockerfile(path) || path === dockerfileOf(service));
  const asked = dockerfiles.flatMap((path) =>
    installedFrom(text(path)).map((names) => ({ path, names })),
  );
  const installed = new Set(asked.flatMap(({ names }) => names));
  const isCalledSo = (path: string) => isRequirementsFile(path) || installed.has(nameOf(path));
  const { files, missing } = takenIn(tree, isCalledSo);
  const targets = [...files.keys()].sort(compareText);
  const unpinned = targets.flatMap((path) =>
    (files.get(path)?.unpinned ?? []).map(({ line, text }) => ({ path, line, text })),
  );
  const planted = targets.map((path) => {
    const lines = (files.get(path)?.pinned ?? []).map(
      ({ name, version }) => `${name}==${version}\n`,
    );
    return [path, lines.join("")] as const;
  });
  // It may be written while the image is built, from a lockfile: said, and no gap.
  const here = new Set([...paths, ...links.map(({ path }) => path)].map(nameOf));
  const unfound = asked
    .filter(({ names }) => !names.some((name) => here.has(name)))
    .map(({ path, names: [name] }) => `${path} installs from ${name}, which ${NOT_THERE}`);
  return {
    targets,
    wants: (path) => files.has(path) || isCalledSo(path),
    planted: Object.fromEntries(planted),
    evidence: {
      unpinned,
      missing,
      unfound,
      pinned: planted.map(([path, lines]) => ({ path, lines })),
    },
    none: [`no requirements file among ${counted(paths.length, "file")}`, ...unfound].join("; "),
  };
}

/** The files that are called so, and all that they take in, by their real names. */
function takenIn({ paths, links, text }: SourceTree, isCalledSo: (path: string) => boolean) {
  // A link to a file that is listed is read there, and what that takes in is sought beside the link.
  const realOf = new Map(paths.map((path) => [path, path]));
  for (const { path, end, listed } of links) {
    if (listed && end.kind === "file") realOf.set(path, end.path);
  }
  const files = new Map<string, RequirementFile>();
  const missing: string[] = [];
  const seen = new Set<string>();
  const waiting = [...realOf.keys()].filter(isCalledSo);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const real = realOf.get(path);
    if (real === undefined || seen.has(path)) continue;
    seen.add(path);
    const content = text(real);
    const file = files.get(real) ?? readRequirements(content);
    files.set(real, file);
    const encoding = otherEncoding(content);
    if (encoding !== undefined)
      missing.push(`${path} is to be read as ${encoding}, and not as UTF-8`);
    for (const include of file.includes) {
      const other = posix.normalize(posix.join(posix.dirname(path), include));
      if (realOf.has(other)) waiting.push(other);
      else missing.push(`${path} takes in ${include}, which ${NOT_THERE}`);
    }
  }
  return { files, missing };
}
