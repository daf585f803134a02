/** Finds an image's programs that bear a runtime's name, and which of them packages brought. */

import { counted } from "../core/counted.ts";
import { fail, ok, type Result } from "../core/result.ts";
import type { Program } from "../scanners/runtime/report.ts";
import { nameOf } from "../scanners/source-tree.ts";
import type { ImageContent, ImageFile } from "./files.ts";
import { packagesOf } from "./packages.ts";

/** Wherever they lie: /nodejs/bin/node, /usr/local/bin/python3.13, /opt/venv/bin/python … */
const NAMES = /^(node|nodejs|python(\d(\.\d+)?)?)$/;

/**
 * Only a package that is named after a runtime is one whose version Trivy holds against advisories
 * of that runtime.
 */
const OWNERS = /^(lib)?(node|python)/;

export interface Found {
  /** Files in the image. */
  readonly files: number;
  readonly programs: readonly Pick<Program, "path" | "package">[];
}

/** Each is started once; an image with more than these is not one that ships a runtime. */
const MOST = 64;

/** @returns what bears a runtime's name; a problem where there are too many */
export function findPrograms({ files }: ImageContent): Result<Found> {
  const found = programsOf(files);
  if (found.programs.length <= MOST) return ok(found);
  const message = `The image holds ${counted(found.programs.length, "program")} named like a runtime.`;
  const hint = `Ship the runtime alone; at most ${MOST} are asked.`;
  return fail({ code: "image.not-read", message, hint });
}

function programsOf(files: ReadonlyMap<string, ImageFile>): Found {
  const owners = packagesOf(files);
  const named = [...files].filter(([name, file]) => file.executable && NAMES.test(nameOf(name)));
  const ofKind = (kind: ImageFile["kind"]) => named.filter(([, file]) => file.kind === kind);
  const own = ofKind("file");
  // A link is another name of a program that is listed itself, but where that one's is out of the way:
  // Python's own says nothing of where a link named node leads.
  const listed = new Set(own.map(([name]) => runtimeOf(name)));
  const links = ofKind("link").filter(([name]) => !listed.has(runtimeOf(name)));
  const programs = [...own, ...links].map(([name]) => {
    const owner = owners.get(name);
    const brought = owner !== undefined && OWNERS.test(owner) ? { package: owner } : {};
    return { path: `/${name}`, ...brought };
  });
  const plain = [...files.values()].filter(({ kind }) => kind === "file");
  return { files: plain.length, programs: programs.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

const runtimeOf = (path: string): string => nameOf(path).slice(0, 4);

/** Why the stage does not apply, as counted. */
export const noneOf = ({ files }: Found): string =>
  `none of the image's ${counted(files, "file")} is a program named node, nodejs, python, python3 or python3.N`;
