/** Which lockfiles list a package that ships: what says so in either of npm's two lists counts. */
import { expect, it } from "vitest";
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

const PNPM = `lockfileVersion: '9.0'

importers:

  .:
    devDependencies:
      prettier:
        specifier: ^3.6.2
        version: 3.6.2

packages:

  prettier@3.6.2: {}

snapshots:

  prettier@3.6.2:
    dependencies:
      a: 1.0.0
`;
const SHIPPED = "    dependencies:\n      lodash:\n        version: 4.17.4\n";

it.each([
  [PNPM, []],
  ["lockfileVersion: 5.4\ndevDependencies:\n  a: 1.0.0\n", []],
  ["lockfileVersion: '9.0'\nimporters:\n  .: {}\n", []],
  [PNPM.replace("    devDependencies:\n", `${SHIPPED}$&`), ["pnpm-lock.yaml"]],
  [PNPM.replace("packages:", `  web:\n${SHIPPED}$&`), ["pnpm-lock.yaml"]],
  [PNPM.replace("devD", "optionalD"), ["pnpm-lock.yaml"]],
  ["lockfileVersion: 5.4\ndependencies:\n  a: 1.0.0\n", ["pnpm-lock.yaml"]],
  ["not a lockfile\n", ["pnpm-lock.yaml"]],
])("a lockfile of pnpm that ships nothing lists none: %j", (text, targets) => {
  expect(selectLockfiles(treeOf({ "pnpm-lock.yaml": text })).targets).toEqual(targets);
});
