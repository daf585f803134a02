/** What of the image's layers goes into the run record of its scanner. */
import type { Policy } from "../core/policy/policy.ts";
import { ok, type Result } from "../core/result.ts";
import type { SourceTree } from "../scanners/source-tree.ts";
import type { ImageContent } from "./files.ts";
import { gitRepositories } from "./git.ts";
import { linkedPackages } from "./hard-links.ts";
import { javaArchives } from "./java.ts";
import { tellsOfPrograms } from "./programs.ts";
import { type Unlisted, unlisted } from "./unlisted.ts";
import { unsearchedLayers } from "./unsearched.ts";
import { isWheelRecord } from "./wheels.ts";

/** The files whose content is wanted. */
export const isWanted = (name: string): boolean => tellsOfPrograms(name) || isWheelRecord(name);

export interface Contents extends Unlisted {
  readonly javaArchives: number;
  readonly gitRepositories: readonly string[];
  readonly linkedPackages: readonly string[];
  readonly unsearchedLinks: readonly string[];
  readonly unsearched: readonly { readonly path: string; readonly line: number }[];
}

/** @param image undefined for a scanner that looks at the source */
export async function contentsOf(
  image: { content: () => Promise<Result<ImageContent>> } | undefined,
  service: Policy["service"],
  tree: SourceTree,
): Promise<Result<Contents | undefined>> {
  if (!image) return ok(undefined);
  const content = await image.content();
  if (!content.ok) return content;
  const { value } = content;
  return ok({
    javaArchives: javaArchives(value),
    gitRepositories: gitRepositories(value),
    linkedPackages: linkedPackages(value),
    unsearchedLinks: value.unsearchedLinks,
    ...unlisted(value),
    unsearched: unsearchedLayers(service, tree, value),
  });
}
