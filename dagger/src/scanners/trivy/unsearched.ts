/** What the runner saw of layers that Trivy takes for the base image's; it looks for no secret in those. */
import { z } from "zod";
import type { Reading, StageInput } from "../../core/evidence.ts";
import { toldOf } from "./told.ts";

const UNSEARCHED = {
  name: "unsearched",
  schema: z.array(z.object({ path: z.string(), line: z.int() })),
  code: "image.unsearched-not-told",
  what: "in which layers no secret was looked for",
  older: "look where the CMD stands",
};

export function unsearchedEvidence(input: StageInput): Pick<Reading, "gaps" | "notes"> {
  const { value = [], gaps, notes } = toldOf(input, UNSEARCHED);
  const unsearched = value.map(({ path, line }) => ({
    code: "image.layers-unsearched",
    message: `Trivy looked for no secret in the layers before the CMD in ${path}:${line}: it takes them for the base image's.`,
    hint: "Move that CMD behind the last RUN, COPY, ADD and WORKDIR of the stage that is shipped.",
  }));
  return { gaps: [...gaps, ...unsearched], notes };
}
