/** Revoke what leaked. A secret may be told twice: of the source, and of the image that it was copied to. */

import { few } from "../few.ts";
import type { Places } from "../places.ts";
import type { JudgedFinding } from "../verdict.ts";
import { type Action, fewPlaces, rulesOf, type Setting } from "./action.ts";

const MOST = 4;

/** @param findings secrets of one file, those of its copy in the image among them */
export const revoke = (findings: readonly JudgedFinding[], { places }: Setting): Action => ({
  kind: "fix",
  findings,
  sure: false,
  describe() {
    const inImage = findings.filter((finding) => places.inImage(finding));
    const inSource = findings.filter((finding) => !places.inImage(finding));
    const rules = rulesOf(findings);
    const [first] = inSource.length > 0 ? inSource : findings;
    const where = places.where(first);
    return {
      what: `Revoke ${few(rules, MOST)}, then remove ${rules.length === 1 ? "it" : "them"} from ${words(inSource, inImage)}; ${rules.length === 1 ? "one that opens" : "those that open"} nothing (a sample) may be an exception`,
      ...(where && { where }),
    };
  },
});

function words(inSource: readonly JudgedFinding[], inImage: readonly JudgedFinding[]): string {
  if (inSource.length === 0) return `${fewPlaces(inImage, MOST)} in the image`;
  const also = inImage.length > 0 ? ` (also in the image as ${fewPlaces(inImage, MOST)})` : "";
  return `${fewPlaces(inSource, MOST)}${also} and the source's history`;
}

/**
 * Puts the secrets of a file in the image to those of the source file that it is a copy of. It is
 * taken for one where its path ends with the source's, no other source file's path fits too, and
 * each of its rules is found in the source file as well: what is only in the image stays a step.
 *
 * @param files secrets, file by file
 */
export function withCopies(
  files: readonly (readonly JudgedFinding[])[],
  places: Places,
): (readonly JudgedFinding[])[] {
  const ofImage = (findings: readonly JudgedFinding[]) =>
    findings.every((finding) => places.inImage(finding));
  const bySource = new Map<string, JudgedFinding[]>();
  for (const findings of files) {
    if (!ofImage(findings)) bySource.set(pathOf(findings), [...findings]);
  }
  const rules = new Map(
    [...bySource].map(([path, of]) => [path, new Set(of.map(({ id }) => id))] as const),
  );
  const alone = files.filter((findings) => {
    if (!ofImage(findings)) return false;
    const [path, another] = ends(pathOf(findings)).filter((end) => bySource.has(end));
    if (path === undefined || another !== undefined) return true;
    if (!findings.every(({ id }) => rules.get(path)?.has(id))) return true;
    for (const finding of findings) bySource.get(path)?.push(finding);
    return false;
  });
  return [...bySource.values(), ...alone];
}

const pathOf = ([first]: readonly JudgedFinding[]): string => first?.locations[0]?.path ?? "";

/** Of `/app/src/settings.py`: `app/src/settings.py`, `src/settings.py`, `settings.py`. */
function ends(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.map((_, index) => parts.slice(index).join("/"));
}
