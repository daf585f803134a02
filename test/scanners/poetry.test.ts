/** Of Poetry's lockfile Trivy is given what ships: by its own groups, or by what pyproject.toml asks for. */
import { parse } from "smol-toml";
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { treeOf } from "../support/tree.ts";

const entry = (name: string, more = "") =>
  `[[package]]\nname = "${name}"\nversion = "1.0"\n${more}\n`;

function given(lock: string, pyproject = "") {
  const files = { "poetry.lock": lock, "pyproject.toml": pyproject };
  const { planted = {}, helpers } = selectLockfiles(treeOf(files));
  // By it Trivy would leave out more than development.
  expect(helpers).toEqual([]);
  const text = planted["poetry.lock"];
  if (text === undefined || text === "") return text;
  const { package: packages } = parse(String(text)) as { package: { name: string }[] };
  return packages.map(({ name }) => name).join(" ");
}

it.each([
  ['groups = ["main", "dev"]', "a b"],
  ['groups = ["dev", "test"]', "b"],
  ["groups = []", "a b"],
  ['groups = ["server"]', "a b"],
  ['groups = ["dev", "server"]', "a b"],
  ['"groups" = [ # two\n  "dev",\n  "server",\n]', "a b"],
  [`text = """\ngroups = ["server"]\n"""\ngroups = ['dev']`, "b"],
])("of its groups only what is called so is for development: %s", (groups, names) => {
  const more = '[project]\ndependencies = ["b"]\n[dependency-groups]\nserver = ["a"]\n';
  expect(given(entry("a", groups) + entry("b"), more)).toBe(names);
});

it.each([
  ["[tool.poetry.group.dev.dependencies]\na = '1'\n", "b"],
  ["[tool.poetry.dev-dependencies]\na = '1'\n", "b"],
  ["[tool.poetry.group.server.dependencies]\na = '1'\n", "a c b"],
  ["[tool.poetry.group.server]\ndependencies = { a = '1' }\n", "a c b"],
  ["[tool . poetry . group . 'server' . dependencies]\na = '1'\n", "a c b"],
  ["[tool.poetry]\ndependencies.b = '1'\ngroup.dev.dependencies = { a = '1' }\n", "b"],
  ["[tool.poetry.dependencies]\nC_ = '1'\n[tool.poetry.dev-dependencies]\na = '1'\n", "c b"],
  ["[project]\ndependencies = ['A [x]>=1']\n[tool.poetry.dev-dependencies]\na = '1'\n", "a c b"],
  ["[project.optional-dependencies]\nx = ['C']\n[tool.poetry.dev-dependencies]\na = '1'\n", "c b"],
  ["[", "a c b"],
  ["", "a c b"],
])("where it does not tell its groups, pyproject.toml does: %s", (pyproject, names) => {
  const lock = `${entry("a", "[package.dependencies]\nC = [{ version = '*' }]\n")}${entry("c")}`;
  expect(given(lock + entry("b"), pyproject.replace("C_", "C"))).toBe(names);
});

it("every version is one, and so is what another package wants in several ways", () => {
  const wants = "[package.dependencies]\nnumpy = [{ version = '1' }, { version = '2' }]\n";
  const lock = `${entry("pandas", wants)}${entry("numpy")}${entry("numpy").replace("1.0", "2.0")}`;
  expect(given(lock, "[tool.poetry.dependencies]\npandas = '1'\n")).toBe("pandas numpy numpy");
});

it("one that can't be read is given as none, so that it is missing", () => {
  expect(given("[[package]")).toBe("");
  expect(given('[[package]]\nname = "a"\n')).toBe("");
});
