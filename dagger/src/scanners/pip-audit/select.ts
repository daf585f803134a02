/** What pip-audit is given: of each requirements file the pinned packages, and nothing else. */
import { posix } from "node:path";
import { compareText } from "../../core/compare.ts";
import type { Selection } from "../invocation.ts";
import type { SourceTree } from "../source-tree.ts";
import { type RequirementFile, readRequirements } from "./requirement-file.ts";

const FILE = /(^|\/)(requirements[^/]*\.txt|[^/]*[-_.]requirements\.txt|requirements\/[^/]+\.txt)$/;

/** A package that every advisory service knows to be vulnerable. */
export const CANARY = { file: "greengate-canary.txt", text: "requests==2.19.0\n" } as const;

/**
 * The files are written anew with `name==version` lines: markers that are false here, hashes and
 * `-r` lines, which pip-audit passes over or does not follow, then hide nothing.
 */
export function selectRequirements({ paths, text }: SourceTree): Selection {
  const known = new Set(paths);
  const files = new Map<string, RequirementFile>();
  const missing: string[] = [];
  const waiting = paths.filter((path) => FILE.test(path));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const file = readRequirements(text(path));
    files.set(path, file);
    for (const include of file.includes) {
      const other = posix.normalize(posix.join(posix.dirname(path), include));
      if (known.has(other)) waiting.push(other);
      else missing.push(`${path} takes in ${include}, which is not there`);
    }
  }
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
  return {
    targets,
    planted: Object.fromEntries(planted),
    evidence: { unpinned, missing, pinned: planted.map(([path, lines]) => ({ path, lines })) },
    none: `no requirements file among ${paths.length} files`,
  };
}
