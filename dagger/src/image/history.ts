/** What an image's configuration tells of how it was built. */
import { z } from "zod";

const config = z.object({
  history: z
    .array(
      z.object({ created_by: z.string().default(""), empty_layer: z.boolean().default(false) }),
    )
    .nullish(),
});

/** As docker and BuildKit write it, which Trivy looks for; buildah writes one space less. */
const SPELT = /^(\/bin\/sh -c #\(nop\) {2}CMD|CMD)/;
const COMMAND = /^(\/bin\/sh -c #\(nop\) +CMD|CMD)/;

type History = NonNullable<z.infer<typeof config>["history"]>;

/**
 * @param text the image's configuration
 * @returns where the last CMD that a layer follows is, to Trivy, the base image's end: how many more
 *   stand behind all layers; undefined where it is not, or there is none
 */
export function commandsBehind(text: string): number | undefined {
  const { history, last } = historyOf(text);
  const command = history.slice(0, last).findLast(isCommand);
  if (command === undefined || !SPELT.test(command.created_by)) return undefined;
  return history.slice(last).filter(isCommand).length;
}

/** @returns how many layers Trivy takes for the base image's */
export function layersOfBase(text: string): number {
  const { history, last } = historyOf(text);
  const end = history
    .slice(0, last)
    .findLastIndex((each) => each.empty_layer && SPELT.test(each.created_by));
  return history.slice(0, end + 1).filter((each) => !each.empty_layer).length;
}

/** @returns the history, and where in it the last layer stands */
function historyOf(text: string): { history: History; last: number } {
  const history = config.safeParse(JSON.parse(text)).data?.history ?? [];
  const last = history.findLastIndex((each) => !each.empty_layer);
  return { history, last: Math.max(last, 0) };
}

const isCommand = (each: History[number]): boolean =>
  each.empty_layer && COMMAND.test(each.created_by);
