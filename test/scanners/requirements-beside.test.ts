/** Which requirements files do in the place of a lockfile, beside a manifest of Python. */
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { treeOf } from "../support/tree.ts";

const MANIFESTS = {
  "a/pyproject.toml": '[project]\ndependencies = ["jinja2==2.0"]\n',
  "b/Pipfile": '[packages]\njinja2 = "*"\n',
  "c/setup.py": "setup(install_requires=['jinja2'])\n",
};

function unlockedBeside(name: string) {
  const beside = ["a", "b", "c"].map((folder) => [`${folder}/${name}`, "pytest==9.0.0\n"]);
  const tree = treeOf({ ...MANIFESTS, ...Object.fromEntries(beside) });
  return selectLockfiles(tree).evidence?.unlocked;
}

it.each([
  "requirements-dev.txt",
  "requirements_dev.txt",
  "requirements.dev.txt",
  "requirementsdev.txt",
  "dev-requirements.txt",
  "requirements-DEV.txt",
  "requirements-devel.txt",
  "requirements-develop.txt",
  "requirements-development.txt",
  "test-requirements.txt",
  "requirements-tests.txt",
  "requirements-unit-testing.txt",
  "requirements-doc.txt",
  "docs.requirements.txt",
  "requirements-lint.txt",
  "requirements-ci.txt",
  "requirements-build.txt",
  "requirements-tools.txt",
  "requirements-types.txt",
  "requirements-py312-dev.txt",
])("%s says nothing of what ships", (name) => {
  expect(unlockedBeside(name)).toEqual([
    { path: "a/pyproject.toml", reason: "no-lockfile" },
    { path: "b/Pipfile", reason: "no-lockfile" },
    { path: "c/setup.py", reason: "unread" },
  ]);
});

it.each([
  "requirements.txt",
  "requirements-prod.txt",
  "requirements-py312.txt",
  "requirements_device.txt",
  "requirements-latest.txt",
  "base-requirements.txt",
])("%s does", (name) => {
  expect(unlockedBeside(name)).toEqual([]);
});

it("in a folder of requirements files the same names count", () => {
  const manifest = { "pyproject.toml": MANIFESTS["a/pyproject.toml"] };
  const beside = (name: string) =>
    selectLockfiles(treeOf({ ...manifest, [`requirements/${name}`]: "a==1\n" })).evidence?.unlocked;
  expect(beside("test.txt")).toHaveLength(1);
  expect(beside("prod.txt")).toEqual([]);
});
