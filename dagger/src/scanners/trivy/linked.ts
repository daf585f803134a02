/** What the runner saw of packages whose files are hard links in the image's layers; Trivy reads none. */
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { Reading, StageInput } from "../../core/evidence.ts";
import { few } from "../../core/few.ts";

type Evidence = Pick<Reading, "gaps" | "notes">;

const evidence = z.object({ linkedPackages: z.array(z.string()).optional() });
const MOST_NAMED = 3;

/** A run record without the list is of an older Greengate: that is said, and no gap, as of git repositories. */
export function linkedEvidence({ record }: StageInput): Evidence {
  if (!record) return { gaps: [], notes: [] };
  const told = evidence.safeParse(record.evidence);
  if (!told.success) {
    const message = "The run record does not say rightly which packages are hard links.";
    const hint = "Run the stage again with this version of Greengate.";
    return { gaps: [{ code: "image.linked-not-told", message, hint }], notes: [] };
  }
  const { linkedPackages: paths } = told.data;
  if (!paths) {
    const note = "The run record is of an older Greengate: it did not look for hard links.";
    return { gaps: [], notes: [note] };
  }
  if (paths.length === 0) return { gaps: [], notes: [] };
  return {
    gaps: [
      {
        code: "image.linked-packages",
        message: `Trivy reads no hard link, and packages of the image are such, ${counted(paths.length, "file")}: ${few(paths, MOST_NAMED)}.`,
        hint: "Have them copied when they are installed (UV_LINK_MODE=copy for uv, --package-import-method=copy for pnpm, --backend=copyfile for Bun), or install in a build stage and take them over with COPY --from.",
      },
    ],
    notes: [],
  };
}
