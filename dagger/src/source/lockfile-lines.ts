/**
 * The lines of a lockfile or manifest where packages stand: a search of its text, bound to the shape
 * that its tool writes. What is written otherwise is not found, which costs only a line number.
 */
import { pypiName } from "../core/pypi-name.ts";
import { nameOf } from "../scanners/source-tree.ts";

interface PackageLine {
  readonly name: string;
  readonly version: string;
  /** Counted from 1: where the version stands. */
  readonly line: number;
}

type Shape = (lines: readonly string[]) => PackageLine[];

/** A line that opens a package, then, before the next such line, one with its version. */
function blocks(opens: RegExp, version: RegExp, nameFrom = (name: string) => name): Shape {
  return (lines) => {
    const found: PackageLine[] = [];
    let names: string[] = [];
    for (const [index, text] of lines.entries()) {
      const opened = opens.exec(text)?.[1];
      const at = version.exec(text)?.[1];
      if (opened !== undefined) names = opened.split(", ").map(nameFrom).filter(Boolean);
      else if (at !== undefined && names.length > 0) {
        for (const name of new Set(names)) found.push({ name, version: at, line: index + 1 });
        names = [];
      }
    }
    return found;
  };
}

/** Name and version on one line. */
const single =
  (line: RegExp): Shape =>
  (lines) =>
    lines.flatMap((text, index) => {
      const [, name, version] = line.exec(text) ?? [];
      return name === undefined || version === undefined
        ? []
        : [{ name, version, line: index + 1 }];
    });

/** `"node_modules/@a/b"` or, in files of the first version, `"@a/b"`. */
const npm = blocks(/^\s*"([^"]*)": \{\s*$/, /^\s*"version": "([^"]+)"/, (key) =>
  key.replace(/^.*node_modules\//, ""),
);
/** `"@a/b@^1.0", b@~2:` of the first version, `"a@npm:^1.0":` of later ones. */
const yarn = blocks(/^"?([^\s#].*?)"?:$/, /^\s+version:? "?([^"\s]+)/, (key) =>
  key.replace(/^"|"$/g, "").replace(/(?<=.)@.*$/, ""),
);
/** `/a@1.0:`, `'@a/b@1.0(peer@2)':`, and `/a/1.0:` before version 6. */
const pnpm = single(
  /^\s+'?\/?((?:@[^/@]+\/)?[^/@\s']+)[@/](\d[^('_:]*)(?:[('_][^:]*)?:\s*(?:\{.*)?$/,
);
const toml = blocks(/^name = "([^"]+)"/, /^version = "([^"]+)"/);
const requirements = single(/^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?===?\s*([^\s;#\\,]+)/);
const maven = (lines: readonly string[]): PackageLine[] => {
  const found: PackageLine[] = [];
  let [group, artifact] = ["", ""];
  for (const [index, text] of lines.entries()) {
    if (/<(dependency|parent|plugin)>/.test(text)) [group, artifact] = ["", ""];
    group = /<groupId>\s*([^<\s]+)/.exec(text)?.[1] ?? group;
    artifact = /<artifactId>\s*([^<\s]+)/.exec(text)?.[1] ?? artifact;
    const version = /<version>\s*([^<\s]+)/.exec(text)?.[1];
    if (version !== undefined && artifact !== "") {
      found.push({ name: `${group}:${artifact}`, version, line: index + 1 });
    }
  }
  return found;
};

/** By purl type, since two ecosystems may have a package of one name. */
const SHAPES: ReadonlyMap<string, readonly [type: string, Shape]> = new Map(
  Object.entries({
    "package-lock.json": ["npm", npm],
    "yarn.lock": ["npm", yarn],
    "pnpm-lock.yaml": ["npm", pnpm],
    "bun.lock": ["npm", single(/\["((?:@[^/"]+\/)?[^@"]+)@([^"]+)"/)],
    "poetry.lock": ["pypi", toml],
    "uv.lock": ["pypi", toml],
    "pylock.toml": ["pypi", toml],
    "Pipfile.lock": ["pypi", blocks(/^\s*"([^"]+)": \{\s*$/, /^\s*"version": "==([^"]+)"/)],
    "Cargo.lock": ["cargo", toml],
    "go.mod": ["golang", single(/^\s*(?:require\s+)?(?=\S+\.\S)(\S+)\s+(v\d\S*)/)],
    "pom.xml": ["maven", maven],
    "gradle.lockfile": ["maven", single(/^([^\s:#]+:[^\s:]+):([^\s=]+)=/)],
    "Gemfile.lock": ["gem", single(/^ {4}(\S+) \(([^)\s]+)\)$/)],
    "composer.lock": ["composer", blocks(/^\s*"name": "([^"]+)"/, /^\s*"version": "([^"]+)"/)],
    "packages.lock.json": ["nuget", blocks(/^\s*"([^"]+)": \{\s*$/, /^\s*"resolved": "([^"]+)"/)],
    "mix.lock": ["hex", single(/^\s*"([^"]+)": \{:hex, :\w+, "([^"]+)"/)],
    "pubspec.lock": ["pub", blocks(/^ {2}(\w+):$/, /^\s+version: "?([^"\s]+)/)],
    "Podfile.lock": ["cocoapods", single(/^ {2}- "?([^\s"/]+)(?:\/[^\s"]*)? \(([^)\s]+)\)/)],
    "conan.lock": ["conan", single(/"([^"/]+)\/([^"#@]+)[#@"]/)],
  }),
);

const REQUIREMENTS = /(^|[-_./])requirements[^/]*\.txt$|(^|\/)requirements\/[^/]+\.txt$/;

/** @returns the purl type of what the file lists, and how it is read; undefined where it is none */
export function shapeOf(path: string): readonly [type: string, Shape] | undefined {
  return SHAPES.get(nameOf(path)) ?? (REQUIREMENTS.test(path) ? ["pypi", requirements] : undefined);
}

/** How a name or a version is compared, whatever way it is written. */
export function sameName(type: string, name: string): string {
  return type === "pypi" ? pypiName(name) : name;
}

export const sameVersion = (version: string): string => version.replace(/^v(?=\d)/, "");
