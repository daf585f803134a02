/** What the runner saw of packages whose files are hard links in the image's layers; Trivy reads none. */
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { Reading, StageInput } from "../../core/evidence.ts";
import { few } from "../../core/few.ts";
import { toldOf } from "./told.ts";

const LINKED = {
  name: "linkedPackages",
  schema: z.array(z.string()),
  code: "image.linked-not-told",
  what: "which packages are hard links",
  older: "look for hard links",
};
const MOST_NAMED = 3;

export function linkedEvidence(input: StageInput): Pick<Reading, "gaps" | "notes"> {
  const { value: paths = [], gaps, notes } = toldOf(input, LINKED);
  if (paths.length === 0) return { gaps, notes };
  return {
    gaps: [
      {
        code: "image.linked-packages",
        message: `Trivy reads no hard link, and packages of the image are such, ${counted(paths.length, "file")}: ${few(paths, MOST_NAMED)}.`,
        hint: "Have them copied when they are installed (UV_LINK_MODE=copy for uv, --package-import-method=copy for pnpm, --backend=copyfile for Bun), or install in a build stage and take them over with COPY --from.",
      },
    ],
    notes,
  };
}
