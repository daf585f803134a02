/** Of uv's lockfile Trivy is given all that ships, as what one project wants: what only a second version needs too. */
import { parse } from "smol-toml";
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { treeOf } from "../support/tree.ts";

const PYPI = '{ registry = "https://pypi.example" }';
const entry = (name: string, version: string, more = "", source = PYPI) =>
  `[[package]]\nname = "${name}"\n${version && `version = "${version}"\n`}source = ${source}\n${more}\n`;
const root = (more: string) => entry("root", "1", more, '{ virtual = "." }');

function given(lock: string) {
  const { planted = {} } = selectLockfiles(treeOf({ "uv.lock": lock }));
  const text = String(planted["uv.lock"]);
  const list = parse(text).package as { name: string; version?: string }[] | undefined;
  return list?.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`));
}

it("what only one of two versions wants is listed, and what nothing wants that ships is not", () => {
  const wants = 'dependencies = [{ name = "a", version = "1" }, { name = "a", version = "2" }]';
  const dev = '[package.dev-dependencies]\ndev = [{ name = "d" }]\nserver = [{ name = "s" }]';
  const lock = [
    root(`${wants}\n${dev}`),
    entry("a", "1", 'dependencies = [{ name = "old", version = "1" }]'),
    entry("a", "2", '[package.optional-dependencies]\nx = [{ name = "extra" }]'),
    ...["old", "extra", "s", "d"].map((name) => entry(name, "1")),
    entry("old", "2"),
  ];
  expect(given(lock.join(""))).toEqual(["root 1", "a 1", "a 2", "old 1", "extra 1", "s 1"]);
});

it("members of a workspace and groups of its manifest ship; a folder without a version is no package", () => {
  const manifest =
    '[manifest]\nmembers = ["m"]\n[manifest.dependency-groups]\nserver = [{ name = "s" }]\ndev = [{ name = "d" }]\n';
  const member = 'dependencies = [{ name = "here" }]';
  const lock = [
    manifest,
    entry("m", "", member, '{ editable = "packages/m" }'),
    entry("here", "", 'dependencies = [{ name = "a" }]', '{ directory = "here" }'),
    ...["a", "s", "d"].map((name) => entry(name, "1")),
  ];
  expect(given(lock.join(""))).toEqual(["m", "a 1", "s 1"]);
});

it("without a project of its own all that it has is listed; one that can't be read is given as none", () => {
  expect(given(entry("a", "1"))).toEqual(["greengate-root", "a 1"]);
  expect(given("[[package]]")).toBeUndefined();
});
