/**
 * `npm run pins`: what this repository pins, for how long, and what is behind. It asks registries
 * and repositories with crane, git, npm, pip and go; what can't be asked is said, with why, and is
 * never called up to date. Changes nothing; Renovate (renovate.json) does that.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { DEFAULT_POLICY } from "../dagger/src/core/policy/policy.ts";
import { DAY_MS, inWords, parseInstant } from "../dagger/src/core/time.ts";
import { inParallel } from "../dagger/src/parallel.ts";
import { advisoriesFile } from "../dagger/src/scanners/runtime/advisories.ts";
import { builtInAdvisories } from "../dagger/src/scanners/runtime/built-in.ts";
import { found } from "./pins/found.ts";
import { type Answer, Asker } from "./pins/newest.ts";
import { pinnedFor } from "./pins/since.ts";

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly since: string;
  readonly answer: Answer;
}

const now = Date.now();

function words(answer: Answer): string {
  switch (answer.state) {
    case "newest":
      return "newest";
    case "behind":
      return `BEHIND: ${answer.newest}`;
    case "moved":
      return `MOVED: this version is now ${answer.to}`;
    case "untold":
      return `not told: ${answer.why}`;
  }
}

async function pinned(asker: Asker): Promise<Row[]> {
  const pins = found((path) => readFileSync(path, "utf8"));
  const seen = new Set<string>();
  const unique = pins.filter(({ kind, name, version }) => {
    const key = `${kind} ${name} ${version}`;
    return !seen.has(key) && seen.add(key);
  });
  return inParallel(unique, 4, async (pin) => {
    const { kind, name, version, digest, file } = pin;
    const since = pinnedFor(digest ?? version, file, now) ?? "not committed";
    return { kind, name, version, since, answer: await asker.ask(pin) };
  });
}

/** Of the root package, which the module's own packages follow (a test holds them together). */
async function npmPackages(asker: Asker): Promise<Row[]> {
  const lock = z.object({
    packages: z.record(z.string(), z.object({ version: z.string().optional() })),
  });
  const list = z.record(z.string(), z.string());
  const root = z.object({ dependencies: list, devDependencies: list });
  const { packages } = lock.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
  const { dependencies, devDependencies } = root.parse(
    JSON.parse(readFileSync("package.json", "utf8")),
  );
  const outdated = await asker.npm(".");
  return Object.keys({ ...dependencies, ...devDependencies }).map((name): Row => {
    const version = packages[`node_modules/${name}`]?.version ?? "";
    const since = pinnedFor(`"${version}"`, "package-lock.json", now) ?? "not committed";
    return { kind: "npm", name, version, since, answer: npmAnswer(name, version, outdated) };
  });
}

function npmAnswer(
  name: string,
  version: string,
  outdated: Awaited<ReturnType<Asker["npm"]>>,
): Answer {
  if ("why" in outdated) return { state: "untold", why: outdated.why };
  const newest = outdated.get(name);
  return newest === undefined || newest === version
    ? { state: "newest" }
    : { state: "behind", newest };
}

/** Their sources are read by hand (`npm run runtime:advisories`), so their age is all that is told. */
function advisories(): string[] {
  const { runtimes } = advisoriesFile.parse(JSON.parse(builtInAdvisories));
  const most = DEFAULT_POLICY.limits.runtimeAdvisoriesMaxAgeDays;
  return Object.entries(runtimes).map(([name, { updated }]) => {
    const age = now - (parseInstant(updated) ?? 0);
    const stale = age > most * DAY_MS ? "TOO OLD: " : "";
    return `${stale}advisories of ${name} are ${inWords(age)} old; after ${most} days they no longer count`;
  });
}

const asker = new Asker();
const rows = (await Promise.all([pinned(asker), npmPackages(asker)])).flat();
asker.close();
const columns = rows.map(({ kind, name, version, since, answer }) => [
  kind,
  name,
  version,
  since,
  words(answer),
]);
const widths = [0, 1, 2, 3].map((column) =>
  Math.max(...columns.map((cells) => cells[column]?.length ?? 0)),
);
for (const cells of columns) {
  console.log(cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}
for (const line of advisories()) console.log(line);
console.log("Trivy's databases are not pinned: each run fetches the newest.");
const count = (state: Answer["state"]) =>
  rows.filter(({ answer }) => answer.state === state).length;
console.log(
  `${count("behind")} behind, ${count("moved")} moved, ${count("newest")} newest, ${count("untold")} not told`,
);
