/** Finds an image's programs that bear a runtime's name, which of them packages brought, and what a file tells of their versions. */

import { posix } from "node:path";
import { counted } from "../core/counted.ts";
import { fail, ok, type Result } from "../core/result.ts";
import { isVersionFile, kindOf, TITLES } from "../scanners/runtime/kinds/index.ts";
import type { RuntimeKind } from "../scanners/runtime/kinds/kind.ts";
import { type Program, trimmedAnswer } from "../scanners/runtime/report.ts";
import { appletsOf } from "./busybox.ts";
import type { ImageContent, ImageFile } from "./files.ts";
import { twinOf } from "./hard-links.ts";
import { endOfLink } from "./links.ts";
import { isPackageList, packagesOf } from "./packages.ts";
import { tellsOwners } from "./rpm.ts";

/** The files whose content `findPrograms` wants. */
export const tellsOfPrograms = (name: string): boolean =>
  isPackageList(name) || isVersionFile(name);

export interface Found {
  /** Files in the image. */
  readonly files: number;
  /** With what a file told of a version; the others have to be asked. */
  readonly programs: readonly Program[];
  /** Those of which the image's rpm can tell what package brought them. */
  readonly ofRpm: ReadonlySet<string>;
}

/** Scripts that start a server have its name; https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch03s07.html wants no program there. */
const NO_PROGRAM = /^etc\//;

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
  const isApplet = appletsOf(files);
  const named = [...files].flatMap(([name, file]) => {
    if (NO_PROGRAM.test(name)) return [];
    const kind = file.executable || file.kind === "link" ? kindOf(name) : undefined;
    return kind && !isApplet(name) ? [{ name, file, kind }] : [];
  });
  // A hard link is one more name of a program that is asked by its first, where that is of the same runtime.
  const own = named.filter(
    ({ file, kind }) => file.kind === "file" && kindOf(twinOf(files, file) ?? "") !== kind,
  );
  // A link is another name of a program that is listed itself, but where that one's is out of the way:
  // Python's own says nothing of where a link named node leads, nor does it of one to pypy3. Red Hat's
  // /usr/lib/jvm/java leads to a folder.
  const listed = new Set(own.map(({ kind }) => kind));
  const links = named.filter(({ name, file, kind }) => {
    if (file.kind !== "link") return false;
    const end = endOfLink(files, name) ?? "";
    const there = files.get(end);
    if (!listed.has(kind)) return there?.kind !== "folder";
    return there?.kind === "file" && there.executable && kindOf(end) !== kind;
  });
  const byRpm = tellsOwners(files);
  const ofRpm = new Set(named.flatMap(({ name, file }) => (byRpm(file) ? [`/${name}`] : [])));
  const programs = [...own, ...links].map(({ name, file, kind }) => {
    const owner = owners.get(name);
    const brought = owner?.own && kind.packages.test(owner.name);
    const told = brought ? { package: owner.name } : toldOf(name, file, kind, files);
    return { path: `/${name}`, ...told };
  });
  const plain = [...files.values()].filter(({ kind }) => kind === "file");
  programs.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: plain.length, programs, ofRpm };
}

/**
 * What its own file tells, as if the program had said it: one that the same layer wrote, since another
 * one's may be of another version.
 */
function toldOf(
  name: string,
  { layers }: ImageFile,
  { toldIn }: RuntimeKind,
  files: ReadonlyMap<string, ImageFile>,
) {
  if (!toldIn) return {};
  for (const up of ["..", "../.."]) {
    const file = files.get(posix.join(posix.dirname(name), up, toldIn.file));
    const lines = file?.content?.toString("utf8").match(toldIn.lines);
    if (lines && file?.layers.at(-1) === layers.at(-1)) {
      return { exitCode: 0, answer: trimmedAnswer(lines.join("\n")) };
    }
  }
  return {};
}

/** Why the stage does not apply, as counted. */
export const noneOf = ({ files }: Found): string =>
  `none of the image's ${counted(files, "file")} is a program of a runtime's name (${TITLES})`;
