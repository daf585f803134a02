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

/** They may write a file, and make a layer. */
const WRITES = /^(RUN|COPY|ADD)\s/i;
/** A layer too, of a folder and no more; where the folder is there already, the engine may make none. */
const LAYER = /^(RUN|COPY|ADD|WORKDIR)\s/i;
const COMMAND = /^CMD\s/i;

/**
 * @param content of the image that was built
 * @returns for the run record: where that CMD stands, if it is the Dockerfile's own, and so is a layer before it
 */
export function unsearchedLayers(
  service: Policy["service"],
  tree: SourceTree,
  { commandsBehind }: Pick<ImageContent, "commandsBehind">,
) {
  const path = commandsBehind === undefined ? undefined : dockerfileOf(service);
  const text = path === undefined ? undefined : textAt(tree, path);
  const line = text === undefined ? undefined : commandIn(text, service, commandsBehind ?? 0);
  return path === undefined || line === undefined ? [] : [{ path, line }];
}

/** @param behind how many more the history has, so that it is the one before those */
function commandIn(
  text: string,
  { target, buildArgs }: Pick<Policy["service"], "target" | "buildArgs">,
  behind: number,
): number | undefined {
  const all = instructions(text);
  const ends = all.filter(({ words }) => /^FROM\s/i.test(words)).map(({ line }) => line);
  const shipped = shippedStages(text, target, buildArgs)
    .reverse()
    .flatMap((from) => {
      const end = ends.find((line) => line > from.line) ?? Number.POSITIVE_INFINITY;
      return all.filter(({ line }) => line > from.line && line < end);
    });
  const command = shipped.filter(({ words }) => COMMAND.test(words)).at(-1 - behind);
  if (!command) return undefined;
  const at = shipped.indexOf(command);
  // Nothing to search lies before one at the top; behind the last there is a layer of another's, as of --squash.
  const isBetween =
    shipped.slice(0, at).some(({ words }) => WRITES.test(words)) &&
    shipped.slice(at).some(({ words }) => LAYER.test(words));
  return isBetween ? command.line : undefined;
}
