/** Which lockfiles list a package that ships: what says so in either of npm's two lists counts. */
import { expect, it } from "vitest";
import { parse } from "yaml";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles.ts";
import { treeOf } from "../support/tree.ts";

const LODASH = { version: "4.17.4" };

it.each([
  ["packages", { packages: { "": {}, "node_modules/lodash": LODASH } }],
  ["dependencies", { lockfileVersion: 1, dependencies: { lodash: LODASH } }],
  ["dependencies beside no packages", { packages: {}, dependencies: { lodash: LODASH } }],
  ["packages beside no dependencies", { packages: { lodash: LODASH }, dependencies: {} }],
])("a package-lock.json with a package in %s is scanned", (_name, lock) => {
  const { targets } = selectLockfiles(treeOf({ "package-lock.json": JSON.stringify(lock) }));
  expect(targets).toEqual(["package-lock.json"]);
});

it("one with packages for development only lists none that ships", () => {
  const lock = {
    packages: { "": {}, "node_modules/lodash": { ...LODASH, dev: true } },
    dependencies: { lodash: { ...LODASH, dev: true } },
  };
  const { targets } = selectLockfiles(treeOf({ "package-lock.json": JSON.stringify(lock) }));
  expect(targets).toEqual([]);
});

it.each(["buildscript-gradle.lockfile", "Package.resolved", "build.sbt.lock", "packages.config"])(
  "Trivy reads %s, so it is a lockfile",
  (path) => expect(selectLockfiles(treeOf({ [path]: "x" })).targets).toEqual([path]),
);

it("npm-shrinkwrap.json goes before package-lock.json, so it is to be read", () => {
  const lock = JSON.stringify({ packages: { "": {}, "node_modules/lodash": LODASH } });
  const tree = treeOf({ "npm-shrinkwrap.json": lock, "package-lock.json": lock });
  expect(selectLockfiles(tree).targets).toEqual(["npm-shrinkwrap.json", "package-lock.json"]);
});

it("a workspace's lockfile is given with what its members ship, and none by Cargo.toml", () => {
  const { helpers } = selectLockfiles(
    treeOf({
      "yarn.lock": "x",
      "package.json": "{}",
      "packages/a/package.json": "{}",
      "rust/Cargo.lock": "x",
      "rust/Cargo.toml": "",
      "other/package.json": "{}",
    }),
  );
  expect(helpers).toEqual(["other/package.json", "package.json", "packages/a/package.json"]);
});

const PNPM = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      my:
        specifier: npm:lodash@4.17.4
        version: lodash@4.17.4
    optionalDependencies:
      ms:
        specifier: 2.1.3
        version: 2.1.3(a@1.0.0)
    devDependencies:
      dev:
        specifier: 1.0.0
        version: 1.0.0

packages:

  lodash@4.17.4: {}

snapshots:

  lodash@4.17.4:
    dependencies:
      other: '@a/ms@2.0.0'
      gone: 1.0.0
      linked: link:../a
  ms@2.1.3(a@1.0.0):
    optionalDependencies:
      ms: 2.0.0
  ms@2.0.0: {}
  '@a/ms@2.0.0': {}
  dev@1.0.0: {}
`;

it("of pnpm's, what ships under another name or as optional is named for Trivy too", () => {
  const { planted = {} } = selectLockfiles(treeOf({ "pnpm-lock.yaml": PNPM }));
  const { importers } = parse(String(planted["pnpm-lock.yaml"]));
  const { ".": _, ...ours } = importers;
  const at = (version: string) => ({ specifier: version, version });
  expect(ours).toEqual({
    "greengate-0": {
      dependencies: { "@a/ms": at("2.0.0"), lodash: at("4.17.4"), ms: at("2.0.0") },
    },
    "greengate-1": { dependencies: { ms: at("2.1.3(a@1.0.0)") } },
  });
});

it.each([
  ["of another version", PNPM.replace("9.0", "6.0")],
  ["that can't be read", `${PNPM}\t- {`],
  ["without packages", "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n"],
])("a lockfile of pnpm %s is given as it is", (_name, text) => {
  expect(selectLockfiles(treeOf({ "pnpm-lock.yaml": text })).planted).toEqual({});
});
