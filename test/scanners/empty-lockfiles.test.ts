/** A lockfile that lists nothing that ships asks for no evidence; any that may list something does. */
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { treeOf } from "../support/tree.ts";

const POETRY = '[[package]]\nname = "a"\ngroups = ["dev"]\n\n[metadata]\nlock-version = "2.1"\n';
const POETRY_DEV = '[[package]]\nname = "b"\ngroups = ["dev"]\n\n';
const PNPM = "importers:\n  .:\n    devDependencies: {}\n";
const nuget = (type: string) => `{"version":1,"dependencies":{"net8.0":{"a":{"type":"${type}"}}}}`;
const bun = (kind: string, more: string) =>
  `{"workspaces":{"":{"${kind}ependencies":{"a":"1"},}${more}},"packages":{"a":["a@1.0.0","",{},"x"],}}`;
const GEM = "GEM\n  remote: https://x/\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n";

it.each([
  [
    "composer.lock",
    '{"packages":[],"packages-dev":[{"name":"a/b"}]}',
    '{"packages":[{"name":"a/b"}]}',
  ],
  ["composer.lock", '{"packages":[]}', "{}"],
  [
    "Pipfile.lock",
    '{"_meta":{"a":1},"default":{},"develop":{"a":{}}}',
    '{"default":{},"server":{"a":{}}}',
  ],
  ["Pipfile.lock", '{"default":{}}', '{"default":{"__proto__":{}}}'],
  ["packages.lock.json", nuget("Project"), nuget("Direct")],
  ["packages.lock.json", '{"dependencies":{"net8.0":{}}}', "{}"],
  ["poetry.lock", POETRY, POETRY.replace("dev", "server")],
  ["poetry.lock", "package = []\n\n[metadata]\n", "package = []\n"],
  ["poetry.lock", `${POETRY_DEV}${POETRY}`, `[[package]]\nname = "a"\n\n${POETRY}`],
  ["poetry.lock", POETRY, `[[ package ]]\nname = "a"\ngroups = ["main"]\n\n${POETRY}`],
  ["poetry.lock", POETRY, 'package = [{ name = "a", groups = ["main"] }]\n\n[metadata]\n'],
  [
    "poetry.lock",
    POETRY,
    '[[package]]\ntext = """\ngroups = ["dev"]\n"""\n"groups" = ["main"]\n\n[metadata]\n',
  ],
  ["Gemfile.lock", GEM, GEM.replace("specs:\n", "specs:\n    rack (1.0)\n")],
  ["pubspec.lock", "packages: {}\nsdks: {}\n", "packages:\n  a: {}\n"],
  ["bun.lock", bun("devD", ""), bun("d", "")],
  ["bun.lock", bun("devD", ""), bun("devD", ',"a":{"name":"a"}')],
  ["bun.lock", bun("devD", ""), bun("devD", ',"__proto__":{"dependencies":{"a":"1"}}')],
  ["pnpm-lock.yaml", PNPM, PNPM.replace("devDependencies", '"d\\u0065pendencies"')],
  ["pnpm-lock.yaml", PNPM, "x: &a\n  dependencies: {}\nimporters:\n  .: *a\n"],
  ["pnpm-lock.yaml", PNPM, "x: &a\n  dependencies: {}\nimporters:\n  .:\n    <<: *a\n"],
  ["mix.lock", "%{\n}\n", '%{\n  "a": {}\n}\n'],
  ["yarn.lock", "# yarn lockfile v1\n\n\n", "# yarn lockfile v1\n\n\na@1:\n"],
  ["yarn.lock", "# x\n# yarn lockfile v1\n", ""],
  ["gradle.lockfile", "# x\nempty=a,b\n", "# x\na:b:1.0=runtimeClasspath\nempty=\n"],
  ["gradle.lockfile", "empty=\n\n", "empty=\n a:b:1.0=runtimeClasspath\n"],
  ["package-lock.json", '{"packages":{"":{}}}', '{"packages":{"":{},"a":null}}'],
])("%s: %j lists nothing that ships, %j may", (name, none, some) => {
  const targets = (text: string) => selectLockfiles(treeOf({ [name]: text })).targets;
  expect([targets(none), targets(some)]).toEqual([[], [name]]);
});
