/** Rebuild on a newer base image: one action, whatever of the system it mends. */

import { few } from "../few.ts";
import type { Places } from "../places.ts";
import type { JudgedFinding } from "../verdict.ts";
import { type Action, type Setting, unique } from "./action.ts";
import { changesOf } from "./packages.ts";

const MOST = 6;

export const rebuild = (
  findings: readonly JudgedFinding[],
  { places, ranking }: Setting,
): Action => ({
  kind: "rebuild",
  findings,
  sure: true,
  describe() {
    const packages = changesOf(findings, ranking);
    const base = baseText(places);
    const brings = packages.map(({ name, version, to }) => `${name} ${to} (now ${version})`);
    return {
      what: `Rebuild on a newer base image${base && ` than ${base}`}, which must bring ${few(unique(brings), MOST)}`,
      ...(places.from && { where: places.from }),
      packages,
    };
  },
});

/** What of the system has no fixed version: one action too, since another base may not have it. */
export const replaceBase = (findings: readonly JudgedFinding[], { places }: Setting): Action => ({
  kind: "fix",
  findings,
  sure: false,
  describe() {
    const base = baseText(places);
    const names = unique(findings.map(({ id, packages }) => `${packages[0]?.name} (${id})`));
    return {
      what: `No fix exists yet for ${few(names, MOST)}${base && ` in ${base}`}: use a base image without ${names.length === 1 ? "it, or accept it" : "them, or accept each"} with an exception`,
      ...(places.from && { where: places.from }),
    };
  },
});

/** `debian:12 (Dockerfile:3)`; empty where nothing names it. */
function baseText({ base }: Places): string {
  if (!base) return "";
  const at = `${base.path}:${base.line}`;
  if (base.image === undefined) return `the image of ${at}`;
  const [name = "", digest] = base.image.split("@");
  return `${name} (${at}${digest === undefined ? "" : ", pinned by digest"})`;
}
