/**
 * Shared libraries where the system's own stand, and well-known programs, which no package lists: copied
 * from another stage (`COPY --from=build /usr/lib/x86_64-linux-gnu/libpq.so.5 …` onto distroless), built
 * in the image, or written over. Trivy goes by the packages, and says nothing of them.
 */
import { compareText } from "../core/compare.ts";
import { once } from "../once.ts";
import type { ImageContent, ImageFile } from "./files.ts";
import { isKnownProgram } from "./known-programs.ts";
import { isPackageList, listsAreWhole, packagesOf } from "./packages.ts";
import { isRpmDatabase, isRpmManifest } from "./rpm.ts";
import { filesOfWheels } from "./wheels.ts";

/**
 * Where the loader looks: https://man7.org/linux/man-pages/man8/ld.so.8.html and Debian's folders by
 * architecture. No file's name is longer than that.
 */
const LIBRARY =
  /^(usr\/)?(local\/)?lib(32|64|x32)?\/([a-z0-9_]+-linux-[a-z0-9]+\/)?(?=[^/]{1,255}$)(lib|ld-)[^/]*\.so(\.[\w.]+)?$/;
/** What the official images of runtimes build beside the program, of which the stage runtime tells. */
const OF_RUNTIME = /\/lib(python3|ruby|php)[^/]*$/;
const RUNTIME = /(^|\/)bin\/(python3|ruby|php)[^/]*$/;

/** Paths, sorted. */
export interface Unlisted {
  readonly unlistedLibraries: readonly string[];
  readonly unlistedPrograms: readonly string[];
}

/** @returns none of a layer in which packages came too, where not all of those list their files: nothing is known */
export function unlisted({ files }: ImageContent): Unlisted {
  const plain = [...files].filter(([, { kind }]) => kind === "file");
  const runtimes = new Set([...files.keys()].map((name) => RUNTIME.exec(name)?.[2]));
  const libraries = plain.filter(
    ([name]) => LIBRARY.test(name) && !runtimes.has(OF_RUNTIME.exec(name)?.[1] ?? ""),
  );
  const programs = plain.filter(
    ([name, { executable }]) => executable && isKnownProgram(name, files),
  );
  const lists = once(() => listedIn(files));
  const notListed = (found: [string, ImageFile][]): string[] =>
    found
      .filter(([name, file]) => !lists()(name, file))
      .map(([name]) => name)
      .sort(compareText);
  return { unlistedLibraries: notListed(libraries), unlistedPrograms: notListed(programs) };
}

/** @returns tells whether a package lists a file, or may do so */
function listedIn(
  files: ReadonlyMap<string, ImageFile>,
): (name: string, file: ImageFile) => boolean {
  const isRpms = (name: string) => isRpmDatabase(name) || isRpmManifest(name);
  const databases = [...files].filter(([name]) => isPackageList(name) || isRpms(name));
  const withPackages = new Set(databases.flatMap(([, { layers }]) => layers));
  const isWhole = listsAreWhole(files) && !databases.some(([name]) => isRpms(name));
  const owners = packagesOf(files);
  const ofWheels = filesOfWheels(files);
  return (name, { layers }) =>
    owners.has(name) || ofWheels.has(name) || !(isWhole || !withPackages.has(layers.at(-1) ?? 0));
}
