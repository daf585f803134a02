/** Which of two versions is the older one, as the ecosystem of the package orders them. */
import pep440 from "@renovatebot/pep440";
import { gt, lt, valid } from "@renovatebot/ruby-semver";
import semver from "semver";
import { compareApk, isApk } from "./apk.ts";
import { compareDeb, isDeb } from "./deb.ts";
import { compareMaven, isMaven } from "./maven.ts";
import { compareRpm, isRpm } from "./rpm.ts";

/** Version → its place from old to new, the same for equal ones; absent what is no version there. */
export type Ranks = ReadonlyMap<string, number>;

/** Sets versions in order. Each is parsed once: a report may name thousands. */
export type Order = (versions: Iterable<string>) => Ranks;

function ordered<T>(
  parse: (version: string) => T | undefined,
  compare: (a: T, b: T) => number,
): Order {
  return (versions) => {
    const parsed = [...new Set(versions)].flatMap((version) => {
      const value = parse(version);
      return value === undefined ? [] : [{ version, value }];
    });
    parsed.sort((a, b) => compare(a.value, b.value));
    const ranks = new Map<string, number>();
    let rank = 0;
    for (const [index, { version, value }] of parsed.entries()) {
      const before = parsed[index - 1];
      if (before && compare(before.value, value) !== 0) rank += 1;
      ranks.set(version, rank);
    }
    return ranks;
  };
}

/** An order of texts that is told by text. */
const texts = (isVersion: (text: string) => boolean, compare: (a: string, b: string) => number) =>
  ordered((text) => (isVersion(text) ? text : undefined), compare);

const SEMVER = ordered(
  (version) => semver.parse(version, true) ?? undefined,
  (a, b) => a.compare(b),
);

/** By purl type, https://github.com/package-url/purl-spec/blob/main/purl-types-index.json */
const ORDERS: ReadonlyMap<string, Order> = new Map(
  Object.entries({
    npm: SEMVER,
    cargo: SEMVER,
    golang: SEMVER,
    composer: SEMVER,
    nuget: SEMVER,
    hex: SEMVER,
    pub: SEMVER,
    swift: SEMVER,
    // What Greengate itself names so: runtimes, of three numbers.
    generic: SEMVER,
    pypi: texts((version) => pep440.valid(version) !== null, pep440.compare),
    gem: texts(
      (version) => valid(version) !== null,
      (a, b) => Number(gt(a, b)) - Number(lt(a, b)),
    ),
    maven: texts(isMaven, compareMaven),
    deb: texts(isDeb, compareDeb),
    rpm: texts(isRpm, compareRpm),
    apk: texts(isApk, compareApk),
  }),
);

/** The type of a purl, lower case; empty where it is none. */
export function purlType(purl: string): string {
  const end = purl.startsWith("pkg:") ? purl.indexOf("/") : -1;
  return end === -1 ? "" : purl.slice("pkg:".length, end).toLowerCase();
}

/** @returns undefined where the order of that type is not known here */
export const orderOf = (type: string): Order | undefined => ORDERS.get(type);
