/** What the runner saw of layers that Trivy takes for the base image's; it looks for no secret in those. */
import { z } from "zod";
import type { Reading, StageInput } from "../../core/evidence.ts";

type Evidence = Pick<Reading, "gaps" | "notes">;

const place = z.object({ path: z.string(), line: z.int() });
const evidence = z.object({ unsearched: z.array(place).optional() });

/** A run record that does not say is of an older Greengate: that is said, and no gap, as of git repositories. */
export function unsearchedEvidence({ record }: StageInput): Evidence {
  if (!record) return { gaps: [], notes: [] };
  const told = evidence.safeParse(record.evidence);
  if (!told.success) {
    const message = "The run record does not say rightly in which layers no secret was looked for.";
    const hint = "Run the stage again with this version of Greengate.";
    return { gaps: [{ code: "image.unsearched-not-told", message, hint }], notes: [] };
  }
  const { unsearched } = told.data;
  if (!unsearched) {
    const note = "The run record is of an older Greengate: it did not look where the CMD stands.";
    return { gaps: [], notes: [note] };
  }
  return {
    gaps: unsearched.map(({ path, line }) => ({
      code: "image.layers-unsearched",
      message: `Trivy looked for no secret in the layers before the CMD in ${path}:${line}: it takes them for the base image's.`,
      hint: "Move that CMD behind the last RUN, COPY, ADD and WORKDIR of the stage that is shipped.",
    })),
    notes: [],
  };
}
