/** `npm run pins`: tells what is behind from what it was told, and nothing from what it was not. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { found } from "../../scripts/pins/found.ts";
import { newestLike } from "../../scripts/pins/versions.ts";
import { temporary } from "../e2e/greengate.ts";
import { gitIn } from "../support/git.ts";

it("newest is the highest number of the same kind", () => {
  const tags = [
    "29.7.2-dind",
    "29.10.0-dind",
    "29.11.0-rc.1-dind",
    "30.0.0-cli",
    "latest",
    "29-dind",
  ];
  expect(newestLike("29.7.2-dind", tags)).toBe("29.10.0-dind");
  expect(newestLike("v0.21.8", ["v0.21.10", "v0.21.9", "v0.22.0-rc.1"])).toBe("v0.21.10");
  expect(newestLike("nonroot", ["latest", "nonroot"])).toBe("nonroot");
  expect(newestLike("1.2.3", ["v1.2.3", "1.2"])).toBe(undefined);
  expect(newestLike("nonroot", ["latest"])).toBe(undefined);
});

it("whatever the order, and never an older one than what is pinned and listed", () => {
  const version = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => `v${a}.${b}`);
  const number = (text = "") => {
    const [major, minor] = text.slice(1).split(".").map(Number);
    return (major ?? 0) * 100 + (minor ?? 0);
  };
  fc.assert(
    fc.property(version, fc.array(version), (pinned, others) => {
      const newest = newestLike(pinned, [...others, pinned]);
      expect(newest).toBe(newestLike(pinned, [pinned, ...others.toReversed()]));
      expect(number(newest)).toBe(Math.max(...[...others, pinned].map(number)));
    }),
  );
});

/** A host that has these programs of ours and no others, and these repositories for GitHub's. */
function pins(programs: readonly string[], home = temporary()) {
  const bin = temporary();
  for (const program of programs) symlinkSync(program, join(bin, program.split("/").at(-1) ?? ""));
  const args = ["--import", "tsx", "scripts/pins.ts"];
  const env = { PATH: bin, HOME: home };
  const ended = spawnSync(process.execPath, args, { encoding: "utf8", env, timeout: 60_000 });
  expect(ended.status, ended.stderr).toBe(0);
  return ended.stdout;
}

it("with nothing to ask, nothing is told, least of all that all is well", () => {
  const said = pins([]);
  expect(said).toMatch(/^action +actions\/checkout +v[\d.]+ .* not told: /m);
  expect(said).toMatch(/advisories of node are \d+ days old/);
  expect(said).toMatch(/\n0 behind, 0 moved, 0 newest, [1-9]\d+ not told\n$/);
});

const whereIsGit = spawnSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).stdout.trim();

it("a newer release is behind; a version's tag on another commit has moved", () => {
  const home = temporary();
  const list = found((path) => readFileSync(path, "utf8"));
  const pinned = (name: string) => list.find((pin) => pin.name === name)?.version ?? "";
  for (const [name, ...tags] of [
    ["dagger/dagger", pinned("dagger/dagger"), "v999.0.0", "v1000.0.0-beta.1"],
    ["actions/checkout", pinned("actions/checkout")],
  ] as const) {
    const folder = join(home, name);
    mkdirSync(folder, { recursive: true });
    const git = gitIn(folder);
    git("init", "-q");
    git("commit", "-q", "--allow-empty", "-m", "first");
    for (const tag of tags) git("tag", "-a", tag, "-m", tag);
  }
  writeFileSync(
    join(home, ".gitconfig"),
    `[url "file://${home}/"]\n  insteadOf = https://github.com/\n`,
  );
  const commit = gitIn(join(home, "actions/checkout"))("rev-parse", "HEAD");
  const said = pins([whereIsGit], home);
  expect(said).toMatch(/^dagger +dagger\/dagger +v[\d.]+ .* BEHIND: v999\.0\.0$/m);
  expect(said).toContain(`MOVED: this version is now ${commit}\n`);
  expect(said).toMatch(/^action +actions\/setup-node .* not told: /m);
  expect(said).toMatch(/\n1 behind, 1 moved, 0 newest, \d+ not told\n$/);
});
