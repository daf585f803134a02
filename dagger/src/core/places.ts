/**
 * Where in the repository to look for a finding: a line that a change can touch. A report names a
 * package, a path in the image or a URL; the anchors that the runner noted lead from there to a file.
 */
import { addTo } from "./add-to.ts";
import type { Anchors } from "./anchors.ts";
import { compareText } from "./compare.ts";
import type { Finding, Location } from "./finding.ts";
import type { JudgedFinding } from "./verdict.ts";

const NONE: readonly Location[] = [];

export class Places {
  readonly #anchors: Anchors | undefined;
  readonly #ofImage: ReadonlySet<string>;
  readonly #packages = new Map<string, Location[]>();
  readonly #urls = new Map<string, Location>();
  readonly #from: Location | undefined;

  /**
   * @param anchors undefined where a run noted none: then only what a report itself says of the source
   * @param ofImage stages whose paths are not of the source
   */
  constructor(anchors: Anchors | undefined, ofImage: ReadonlySet<string>) {
    this.#anchors = anchors;
    this.#ofImage = ofImage;
    const base = anchors?.dockerfile;
    this.#from = base && { path: base.path, line: base.line };
    for (const { name, version, path, line } of anchors?.packages ?? []) {
      const place = { path, ...(line !== undefined && { line }) };
      addTo(this.#packages, `${name} ${version}`, place);
    }
    for (const { url, path, line } of anchors?.paths ?? []) this.#urls.set(url, { path, line });
  }

  /** Whether a runner looked, so that what is not found is not there. */
  get known(): boolean {
    return this.#anchors !== undefined;
  }

  /** The Dockerfile's line that names the base image. */
  get base(): Anchors["dockerfile"] {
    return this.#anchors?.dockerfile;
  }

  get from(): Location | undefined {
    return this.#from;
  }

  /** Whether only stages of the image or of the running service saw it, so that its paths are theirs. */
  inImage({ sources }: Finding): boolean {
    return sources.every(({ stage }) => this.#ofImage.has(stage));
  }

  /** Lines of lockfiles and manifests where the packages of the finding stand; those it is told of first. */
  lines({ packages, locations }: Finding): readonly Location[] {
    if (this.#packages.size === 0) return NONE;
    const [first, another] = packages;
    if (!first || first.os) return NONE;
    const all =
      another === undefined
        ? (this.#packages.get(`${first.name} ${first.version}`) ?? NONE)
        : best(
            packages.flatMap(({ name, version }) => this.#packages.get(`${name} ${version}`) ?? []),
          );
    if (all.length < 2) return all;
    const named = (place: Location) => Number(locations.some(({ path }) => path === place.path));
    return [...all].sort((a, b) => named(b) - named(a));
  }

  /** @returns undefined where nothing of the repository is known to lead to it */
  where(finding: Finding | undefined): Location | undefined {
    if (!finding) return undefined;
    const { category, packages, locations, sources } = finding;
    if (category === "dast") {
      const url = locations[0]?.path ?? "";
      return this.#urls.get(url) ?? this.#anchors?.list ?? this.#from;
    }
    if (packages.length > 0) {
      const [line] = this.lines(finding);
      if (line) return line;
    }
    if (this.inImage(finding)) return this.#from;
    // Of several places, one of which may be in the image, only a runner knows which is which.
    return packages[0]?.os || (sources.length > 1 && locations.length > 1 && packages.length > 0)
      ? this.#from
      : locations[0];
  }
}

/** Without files alone of which a line is known: of two versions each is noted of both's files. */
function best(all: readonly Location[]): readonly Location[] {
  const known = new Set(all.flatMap(({ path, line }) => (line === undefined ? [] : [path])));
  return all.filter(({ path, line }) => line !== undefined || !known.has(path));
}

interface Place {
  readonly path: string;
  readonly line?: number | undefined;
}

/** `package-lock.json:12` */
export const placeText = ({ path, line }: Place): string =>
  line === undefined ? path : `${path}:${line}`;

/** Where to look, where that is not the one place that the report names. */
export function elsewhere({ where, locations }: Pick<JudgedFinding, "where" | "locations">) {
  const [only, another] = locations.map(placeText);
  return where && (another !== undefined || only !== placeText(where)) ? where : undefined;
}

export const byPlace = (a: Location, b: Location): number =>
  compareText(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0);
