/** Upgrade a package of a language to the one version that clears all that blocks in it. */

import { few } from "../few.ts";
import { placeText } from "../places.ts";
import type { JudgedFinding } from "../verdict.ts";
import { type Action, type Setting, toldPlaces, unique } from "./action.ts";
import { type Change, changesOf } from "./packages.ts";
import { alsoClears } from "./warnings.ts";

const MOST = 3;

/** @param findings all of one package */
export const upgrade = (
  findings: readonly JudgedFinding[],
  { places, ranking, warnings }: Setting,
): Action => ({
  kind: "upgrade",
  findings,
  sure: true,
  describe() {
    const packages = changesOf(findings, ranking);
    const named = places.known ? findings.flatMap((finding) => places.lines(finding)) : [];
    const where = named[0] ?? places.where(findings[0]);
    const at = named.length > 0 ? unique(named.map(placeText)) : toldPlaces(findings);
    const brought =
      named.length === 0 && places.known
        ? "; no lockfile of the service lists it, so the base image or a step of the Dockerfile brings it"
        : "";
    return {
      what: `Upgrade ${words(packages)}${alsoClears(findings, packages, warnings, ranking)} in ${few(at, MOST)}${brought}`,
      ...(where && { where }),
      packages,
    };
  },
});

function words(packages: readonly Change[]): string {
  const [first] = packages;
  const targets = unique(packages.map(({ to }) => to));
  const name = first?.name ?? "";
  const now = unique(packages.map(({ version }) => version));
  if (targets.length === 1) return `${name} ${few(now, MOST)} to ${targets[0]}`;
  return `${name} ${few(
    packages.map(({ version, to }) => `${version} to ${to}`),
    MOST,
  )}`;
}
