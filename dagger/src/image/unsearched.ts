/**
 * Whether Trivy takes layers of the Dockerfile for the base image's, in which it looks for no secret,
 * with exit 0 (measured, 0.76): all up to the last CMD of the image's history that a layer follows.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/fanal/image/image.go
 */
import type { Policy } from "../core/policy/policy.ts";
import { dockerfileOf } from "../core/policy/services.ts";
import { instructions } from "../scanners/instructions.ts";
import { type SourceTree, textAt } from "../scanners/source-tree.ts";
import { shippedStages } from "./base-image.ts";
import type { ImageContent } from "./files.ts";

/** They make a layer. */
const LAYER = /^(RUN|COPY|ADD|WORKDIR)\s/i;
const COMMAND = /^CMD\s/i;

/**
 * @param content of the image that was built
 * @returns for the run record: where that CMD stands, if it is the Dockerfile's own
 */
export function unsearchedLayers(
  service: Policy["service"],
  tree: SourceTree,
  { endsAtCommand }: Pick<ImageContent, "endsAtCommand">,
) {
  const path = endsAtCommand ? dockerfileOf(service) : undefined;
  const text = path === undefined ? undefined : textAt(tree, path);
  const line = text === undefined ? undefined : commandAbove(text, service);
  return path === undefined || line === undefined ? [] : [{ path, line }];
}

function commandAbove(
  text: string,
  { target, buildArgs }: Pick<Policy["service"], "target" | "buildArgs">,
): number | undefined {
  const all = instructions(text);
  const ends = all.filter(({ words }) => /^FROM\s/i.test(words)).map(({ line }) => line);
  const shipped = shippedStages(text, target, buildArgs)
    .reverse()
    .flatMap((from) => {
      const end = ends.find((line) => line > from.line) ?? Number.POSITIVE_INFINITY;
      return all.filter(({ line }) => line > from.line && line < end);
    });
  const last = shipped.findLastIndex(({ words }) => LAYER.test(words));
  return shipped.slice(0, Math.max(last, 0)).findLast(({ words }) => COMMAND.test(words))?.line;
}
