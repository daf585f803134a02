/** Which manifests below a lockfile are members of its workspace, so that it lists what they need. */
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { toldUnlocked } from "../../dagger/src/scanners/trivy/manifests/findings.ts";
import { isListed } from "../../dagger/src/scanners/trivy/manifests/folder-globs.ts";
import { treeOf } from "../support/tree.ts";

const NPM = '{ "dependencies": { "lodash": "^4" } }';
const CARGO = '[package]\nname = "m"\n[dependencies]\nserde = "1"\n';
const PROJECT = '[project]\ndependencies = [\n  "requests>=2",\n]\n';
const MIX = 'defp deps, do: [{:phoenix, "~> 1.7"}]\n';
const PUB = "dependencies:\n  http: ^1.2.0\n";
const YARN_1 = "# yarn lockfile v1\n\na@1:\n";
/** Folders may be called as what a lockfile calls something else. */
const LOCK = JSON.stringify(
  {
    packages: {
      "": { dependencies: { a: "1" } },
      "apps/a": { version: "1.0.0" },
      "node_modules/a": { version: "1.0.0", bin: { a: "a.js" }, funding: { url: "x" } },
    },
  },
  null,
  2,
);
const PNPM = `lockfileVersion: '9.0'
catalogs:
  default:
    a: { specifier: 1, version: 1.0.0 }
importers:

  .:
    dependencies:
      a:
        specifier: 1
        version: 1.0.0

  apps/a:
    dependencies:
`;
const BUN = `{ "lockfileVersion": 1,
  "workspaces": { "": { "dependencies": { "a": "1", }, }, "apps/a": {}, },
  "packages": { "a": ["a@1.0.0", "", {}, ""], },
}`;
const YARN = '"a@workspace:apps/a":\n  version: 0.0.0\n  resolution: "a@workspace:apps/a"\n';
const CARGO_LOCK = `[[package]]
name = "m"
version = "0.1.0"

[[package]]
name = "other"
version = "0.1.0"
source = "registry+https://index.example"
`;
const UV = `[[package]]
name = "worker"
source = { editable = "apps/a" }

[[package]]
name = "s"
source = { virtual = "." }
[package.metadata]
provides-extras = ["docs"]
`;

const unlocked = (files: Record<string, string>) =>
  toldUnlocked(selectLockfiles(treeOf(files)).evidence).map(({ path }) => path);

const ROOT = '{ "workspaces": ["apps/*"] }';
it.each([
  ["npm", "package-lock.json", LOCK],
  ["pnpm", "pnpm-lock.yaml", PNPM],
  ["pnpm with a document of its own", "pnpm-lock.yaml", `---\nimporters: {}\n---\n${PNPM}`],
  ["Bun", "bun.lock", BUN],
  ["Yarn", "yarn.lock", YARN],
  ["Yarn", "yarn.lock", YARN.replaceAll('"a@', '"@s/a@')],
  ["Yarn 1", "yarn.lock", YARN_1],
])("a workspace of %s: the lockfile above lists what its members need", (_name, lock, text) => {
  const root = { "package.json": ROOT, [lock]: text };
  expect(unlocked({ ...root, "apps/a/package.json": NPM })).toEqual([]);
  expect(unlocked({ ...root, "apps/package.json": NPM })).toHaveLength(1);
  expect(unlocked({ ...root, "a/package.json": NPM })).toHaveLength(1);
});

it.each([
  ["package-lock.json", LOCK, ["bin", "dependencies", "packages", "funding", "node"]],
  ["pnpm-lock.yaml", PNPM, ["default", "importers", "catalogs", "apps"]],
  ["bun.lock", BUN, ["packages", "workspaces"]],
  ["yarn.lock", YARN, ["workspace", "constructor"]],
])("%s: a folder called as something in it is no member", (lock, text, folders) => {
  const root = { "package.json": ROOT, [lock]: text };
  for (const folder of folders) {
    const path = `${folder}/package.json`;
    expect(unlocked({ ...root, [path]: NPM })).toEqual([path]);
  }
});

it.each(["package-lock.json", "pnpm-lock.yaml", "bun.lock", "yarn.lock"])(
  "a %s that can't be read has no members",
  (lock) => {
    const root = { "package.json": ROOT, [lock]: '{ "apps/a": {' };
    expect(unlocked({ ...root, "apps/a/package.json": NPM })).toEqual(["apps/a/package.json"]);
  },
);

it("a package.json below a lockfile that does not know its folder is no member", () => {
  const files = { "package.json": NPM, "package-lock.json": LOCK, "apps/b/package.json": NPM };
  expect(unlocked(files)).toEqual(["apps/b/package.json"]);
});

it.each([
  ["{}", 1],
  ["[", 1],
  ['{ "keywords": ["workspaces"] }', 1],
  ['{ "workspaces": "a" }', 1],
  ['{ "workspaces": ["b", 1] }', 1],
  ['{ "workspaces": ["a"] }', 0],
  ['{ "workspaces": { "packages": ["./*/"] } }', 0],
])("Yarn 1 has the members that %s lists", (root, told) => {
  const files = { "package.json": root, "yarn.lock": YARN_1, "a/package.json": NPM };
  expect(unlocked(files)).toHaveLength(told);
});

it.each([
  ["Cargo", { "Cargo.toml": "[workspace]\n", "Cargo.lock": CARGO_LOCK }, "x/Cargo.toml", CARGO],
  ["Mix", { "mix.exs": 'apps_path: "apps"', "mix.lock": "" }, "apps/a/mix.exs", MIX],
  ["Pub", { "pubspec.yaml": "workspace: [a]\n", "pubspec.lock": "" }, "a/pubspec.yaml", PUB],
  ["uv", { "uv.lock": UV }, "apps/a/pyproject.toml", PROJECT],
])("a workspace of %s", (_name, root, path, text) => {
  expect(unlocked({ ...root, [path]: text })).toEqual([]);
  expect(unlocked({ [path]: text })).toEqual([path]);
});

it.each([
  ["a crate that the lockfile does not name", CARGO.replace('"m"', '"n"')],
  ["one that is called as a package from elsewhere", CARGO.replace('"m"', '"other"')],
  ["one with a workspace of its own", `${CARGO}[workspace]\n`],
  ["one without a name", CARGO.replace('name = "m"', "")],
])("Cargo: %s is no member", (_what, text) => {
  const root = { "Cargo.toml": '[workspace]\nexclude = ["a"]\n', "Cargo.lock": CARGO_LOCK };
  expect(unlocked({ ...root, "a/Cargo.toml": text })).toEqual(["a/Cargo.toml"]);
});

it("Cargo: a lockfile that can't be read has no members", () => {
  const root = { "Cargo.toml": "[workspace]\n", "Cargo.lock": `${CARGO_LOCK}[` };
  expect(unlocked({ ...root, "a/Cargo.toml": CARGO })).toEqual(["a/Cargo.toml"]);
});

it.each(["docs", "worker", "apps", "s"])("uv: a folder %s that only a name is", (folder) => {
  const path = `${folder}/pyproject.toml`;
  expect(unlocked({ "uv.lock": UV, [path]: PROJECT })).toEqual([path]);
});

it("an umbrella's mix.lock knows what lies in its folder of applications and no other", () => {
  const root = { "mix.exs": 'apps_path: "apps"', "mix.lock": "" };
  expect(unlocked({ ...root, "other/a/mix.exs": MIX })).toHaveLength(1);
  expect(unlocked({ ...root, "apps/a/b/mix.exs": MIX })).toHaveLength(1);
  expect(unlocked({ "mix.lock": "", "undefined/a/mix.exs": MIX })).toHaveLength(1);
});

it.each(["workspace:\n  - b\n", "# workspace: a\n", "workspace: a\n", "workspace: ["])(
  "Pub: %j does not list a folder",
  (text) => {
    const root = { "pubspec.yaml": text, "pubspec.lock": "" };
    expect(unlocked({ ...root, "a/pubspec.yaml": PUB })).toContain("a/pubspec.yaml");
  },
);

it("a lockfile is found from each folder above, and a member's own one is not needed", () => {
  const files = { "x/y/package-lock.json": LOCK, "x/y/apps/a/package.json": NPM };
  expect(unlocked(files)).toEqual([]);
  expect(unlocked({ ...files, "x/apps/a/package.json": NPM })).toEqual(["x/apps/a/package.json"]);
});

it.each([
  ["apps/a", "apps/a", true],
  ["apps/a", "apps/*", true],
  ["apps/a", "./apps/*/", true],
  ["apps/a", "*/a", true],
  ["apps/shop-api", "apps/shop-*", true],
  ["apps/shop-api", "apps/*-a*i", true],
  ["apps/a/b", "apps/*", false],
  ["apps", "apps/*", false],
  ["apps/a", "app/*", false],
  ["apps/shop-api", "apps/*-web", false],
  ["apps/a/b/c", "apps/**", true],
  ["apps/a/b/c", "**/c", true],
  ["apps/a/b/c", "**/b/*", true],
  ["apps/a/b/c", "apps/**/a/c", false],
  ["apps/a", "apps/+(a|b)", false],
  ["axb", "a.b", false],
])("%s among %s: %j", (folder, glob, told) => {
  expect(isListed(folder, ["none", glob])).toBe(told);
});

it("a folder and a glob of many letters take no time", () => {
  expect(isListed("a".repeat(2000), [`${"*a".repeat(900)}b`])).toBe(false);
});
