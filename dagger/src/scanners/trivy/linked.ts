/** What the runner saw of files that are hard links in the image's layers; Trivy reads none. */
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { Reading, StageInput } from "../../core/evidence.ts";
import { few } from "../../core/few.ts";
import { type Asked, toldOf } from "./told.ts";

type Links = Asked<readonly string[]> & {
  readonly gap: string;
  readonly says: string;
  readonly hint: string;
};

const PACKAGES: Links = {
  name: "linkedPackages",
  schema: z.array(z.string()),
  code: "image.linked-not-told",
  what: "which packages are hard links",
  older: "look for hard links",
  gap: "image.linked-packages",
  says: "Trivy reads no hard link, and packages of the image are such",
  hint: "Have them copied when they are installed (UV_LINK_MODE=copy for uv, --package-import-method=copy for pnpm, --backend=copyfile for Bun), or install in a build stage and take them over with COPY --from.",
};

const SECRETS: Links = {
  name: "unsearchedLinks",
  schema: z.array(z.string()),
  code: "image.links-unsearched-not-told",
  what: "in which hard links no secret was looked for",
  older: "look for hard links out of paths that Trivy passes over",
  gap: "image.links-unsearched",
  says: "Trivy reads no hard link, and looked for no secret in the image's files that are one out of a path that it passes over (tests, examples, usr/share and the like)",
  hint: "Copy them (cp) instead of linking them (ln), or remove the name that Trivy passes over before the layer ends.",
};

const MOST_NAMED = 3;

export function linkedEvidence(input: StageInput): Pick<Reading, "gaps" | "notes"> {
  const told = [PACKAGES, SECRETS].map((links) => evidenceOf(input, links));
  return { gaps: told.flatMap(({ gaps }) => gaps), notes: told.flatMap(({ notes }) => notes) };
}

function evidenceOf(input: StageInput, links: Links): Pick<Reading, "gaps" | "notes"> {
  const { value: paths = [], gaps, notes } = toldOf(input, links);
  if (paths.length === 0) return { gaps, notes };
  const { gap: code, says, hint } = links;
  const message = `${says}, ${counted(paths.length, "file")}: ${few(paths, MOST_NAMED)}.`;
  return { gaps: [{ code, message, hint }], notes };
}
