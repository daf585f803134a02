/** What of a pyproject.toml are dependencies that ship. */
import { expect, it } from "vitest";
import { pythonLists } from "../../dagger/src/scanners/trivy/manifests/python.ts";

const DYNAMIC = '[project]\ndynamic = ["version", "dependencies"]\n';

it.each([
  '[project]\ndependencies = ["jinja2"]\n',
  '[project.optional-dependencies]\nprod = ["jinja2"]\n',
  '[project.optional-dependencies]\ndev = ["pytest"]\nserver = ["jinja2"]\n',
  '[dependency-groups]\nprod = ["jinja2"]\n',
  '[dependency-groups]\nprod = [{ include-group = "base" }, "jinja2"]\n',
  '[tool.poetry.dependencies]\npython = "^3.12"\njinja2 = "2"\n',
  '[tool.poetry.group.main.dependencies]\njinja2 = "2"\n',
  '[tool.poetry.group.test.dependencies]\npytest = "9"\n[tool.poetry.group.web.dependencies]\na = "1"\n',
  '[tool.flit.metadata]\nmodule = "shop"\nrequires = ["jinja2"]\n',
  `${DYNAMIC}[tool.setuptools.dynamic]\ndependencies = { file = ["deps.in"] }\n`,
  `${DYNAMIC}[tool.hatch.metadata.hooks.requirements_txt]\nfiles = ["deps.in"]\n`,
])("%j lists one", (text) => {
  expect(pythonLists(text)).toBe(true);
  expect(pythonLists(`\uFEFF${text}`)).toBe(true);
});

it.each([
  "",
  "project = 1\ndependency-groups = []\n",
  "[project]\ndependencies = []\noptional-dependencies = {}\n",
  '[project.optional-dependencies]\ndev = ["pytest"]\ndocs = ["sphinx"]\nprod = []\n',
  '[dependency-groups]\ndev = ["pytest"]\nall = [{ include-group = "dev" }]\n',
  '[tool.poetry]\ngroup.dev.dependencies.pytest = "9"\ngroup.web = {}\ndependencies.python = "^3"\n',
  '[tool.flit.metadata]\nmodule = "shop"\n[tool.flit.metadata.requires-extra]\ntest = ["pytest"]\n',
  DYNAMIC,
  '[project]\ndynamic = ["version"]\n[tool.setuptools.dynamic]\nversion = { attr = "a.v" }\n',
  `${DYNAMIC}[tool.setuptools.dynamic]\nversion = { attr = "a.v" }\n`,
])("%j lists none", (text) => {
  expect(pythonLists(text)).toBe(false);
});

it("what is no TOML can't be read", () => {
  expect(pythonLists("[project")).toBe(undefined);
});
