/**
 * `npm run runtime:advisories -- FOLDER`: makes the built-in advisories file anew, from clones of
 * nodejs/security-wg, nodejs/Release, bitnami/vulndb, python/peps and endoflife-date/endoflife.date in
 * that folder, each under its own name (`git clone`, bare or not).
 *
 * Node.js: its own list, whose ranges know every release line; Bitnami's fills in what that list
 * has not got yet. CPython: Bitnami's, which are the ranges of the PSF's CVE records; the PSF's own
 * list (psf/advisory-database) names commits and no versions. The others: Bitnami's too, which for nginx
 * and Apache's httpd are the ranges of their makers' CVE records. Of Java those are of BellSoft's builds,
 * whose versions are OpenJDK's; its lines end as those of Eclipse Temurin do.
 */
import { existsSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type AdvisoriesFile, advisoriesFile } from "../dagger/src/scanners/runtime/advisories.ts";
import { bitnamiAdvisories } from "./runtime/bitnami.ts";
import { Clone } from "./runtime/clone.ts";
import { nodeAdvisories } from "./runtime/node-list.ts";
import { nodeReleases, productReleases, pythonReleases } from "./runtime/releases.ts";

/** Older lines ended years ago: their end of life is told, their advisories are not. */
const OLDEST = {
  node: "16.0.0",
  python: "3.8.0",
  php: "8.0.0",
  ruby: "3.0.0",
  java: "8.0.0",
  nginx: "1.18.0",
  httpd: "2.4.0",
} as const;
const SOURCES = [
  "nodejs/security-wg",
  "nodejs/Release",
  "bitnami/vulndb",
  "python/peps",
  "endoflife-date/endoflife.date",
];
const TARGET = "dagger/src/scanners/runtime/built-in.ts";

const [folder] = process.argv.slice(2);
const absent = SOURCES.filter(
  (source) => folder === undefined || !existsSync(join(folder, basename(source))),
);
if (folder === undefined || absent.length > 0) {
  const where = folder ?? "the folder (npm run runtime:advisories -- FOLDER)";
  console.error(`Clone ${absent.join(", ")} from GitHub into ${where}, each under its own name.`);
  process.exit(2);
}
const clone = (name: string) => new Clone(folder, name);
const [securityWg, release, vulndb, peps, ends] = [
  clone("security-wg"),
  clone("Release"),
  clone("vulndb"),
  clone("peps"),
  clone("endoflife.date"),
];

/** Of whom nobody else keeps a list that names versions. */
const ofBitnami = (name: keyof typeof OLDEST, named: { there?: string; ends?: string } = {}) => ({
  updated: vulndb.date,
  sources: [vulndb.named("bitnami"), ends.named("endoflife-date")],
  releases: productReleases(ends, named.ends ?? name),
  advisories: bitnamiAdvisories(vulndb, named.there ?? name, OLDEST[name]),
});

const own = nodeAdvisories(securityWg, OLDEST.node);
const more = bitnamiAdvisories(vulndb, "node", OLDEST.node).filter(({ id }) => !own.known.has(id));
const file: AdvisoriesFile = {
  schema: 1,
  runtimes: {
    node: {
      updated: [securityWg.date, vulndb.date].sort().at(-1) ?? "",
      sources: [securityWg.named("nodejs"), vulndb.named("bitnami"), release.named("nodejs")],
      releases: nodeReleases(release),
      advisories: [...own.advisories, ...more].sort((a, b) => (a.id < b.id ? -1 : 1)),
    },
    python: {
      updated: vulndb.date,
      sources: [vulndb.named("bitnami"), peps.named("python")],
      releases: pythonReleases(peps),
      advisories: bitnamiAdvisories(vulndb, "python", OLDEST.python),
    },
    php: ofBitnami("php"),
    ruby: ofBitnami("ruby"),
    java: ofBitnami("java", { ends: "eclipse-temurin" }),
    nginx: ofBitnami("nginx"),
    httpd: ofBitnami("httpd", { there: "apache", ends: "apache-http-server" }),
  },
};

/** One advisory a line, so that a new file's difference can be read. */
function lines(content: AdvisoriesFile): string {
  return JSON.stringify(advisoriesFile.parse(content))
    .replaceAll('{"id":', '\n{"id":')
    .replaceAll(/[`$]/g, "'");
}

const header = "/** Made by `npm run runtime:advisories`; see scripts/runtime-advisories.ts. */\n";
writeFileSync(
  TARGET,
  `${header}export const builtInAdvisories = String.raw\`${lines(file)}\n\`;\n`,
);
