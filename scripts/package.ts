/**
 * `npm run package`: the npm package of the command line, in dist/package. Everything that it needs
 * is bundled, so it has no dependencies; those of this repository's package.json are the service's
 * too, and that one is private.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";

const OUT = "dist/package";
const META = "dist/package-bundled.json";

/** What of package.json holds for the package too. */
const ours = z
  .object({
    name: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.string(),
    type: z.literal("module"),
    engines: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));

// On GitHub: where it is published from, which npm's provenance is held against; and by which tag.
const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_REF_TYPE, GITHUB_REF_NAME } = process.env;
if (GITHUB_REF_TYPE === "tag" && GITHUB_REF_NAME !== `v${ours.version}`) {
  throw new Error(`The tag is ${GITHUB_REF_NAME}, and package.json says ${ours.version}.`);
}
const url = `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git`;

// Anew: a chunk of an earlier build has another name and would stay.
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const build = ["run", "-s", "build:cli", "--", `--outdir=${OUT}/cli`, `--metafile=${META}`];
execFileSync("npm", build, { stdio: "inherit" });
const manifest = {
  ...ours,
  ...(GITHUB_REPOSITORY && { repository: { type: "git", url } }),
  bin: { greengate: "cli/main.mjs" },
  files: ["cli", "CHANGELOG.md", "THIRD-PARTY.md"],
};
writeFileSync(`${OUT}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
for (const file of ["LICENSE", "CHANGELOG.md"]) copyFileSync(file, `${OUT}/${file}`);
copyFileSync("cli/README.md", `${OUT}/README.md`);
writeFileSync(`${OUT}/THIRD-PARTY.md`, licences());

/** The licences of what is bundled, which ask to go with it. */
function licences(): string {
  const bundled = z
    .object({ inputs: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(META, "utf8")));
  const folders = Object.keys(bundled.inputs).flatMap(
    (path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  const texts = [...new Set(folders)].sort().map((folder) => {
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    if (!file) throw new Error(`${folder} is bundled, and says no licence.`);
    const name = folder.slice("node_modules/".length);
    return `## ${name}\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
  });
  return `# Bundled with Greengate\n\n${texts.join("\n")}`;
}
