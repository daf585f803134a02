/** Rebuild on a newer base image: one action, whatever of the system it mends. */
import type { Places } from "../places.ts";
import type { JudgedFinding } from "../verdict.ts";
import { type Action, few, type Setting, unique } from "./action.ts";
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
    const brings = packages.map(({ name, version, to }) => `${name} ${to} (now ${version})`);
    return {
      what: `Rebuild on a newer base image${baseText(places)}, which must bring ${few(unique(brings), MOST)}`,
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
    const names = unique(findings.map(({ id, packages }) => `${packages[0]?.name} (${id})`));
    return {
      what: `No fixed version yet of ${few(names, MOST)}: take a base image without ${names.length === 1 ? "it" : "them"}${baseText(places)}, or accept each with an exception`,
      ...(places.from && { where: places.from }),
    };
  },
});

/** ` than debian:12 (Dockerfile:3)` */
function baseText({ base }: Places): string {
  if (!base) return "";
  const at = `${base.path}:${base.line}`;
  if (base.image === undefined) return ` (${at})`;
  const [name = "", digest] = base.image.split("@");
  return ` than ${name} (${at}${digest === undefined ? "" : ", pinned by digest"})`;
}
