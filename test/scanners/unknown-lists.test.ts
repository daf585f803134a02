/** Lists of dependencies that no stage reads are findings. */
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { unlockedFindings } from "../../dagger/src/scanners/trivy/manifests/findings.ts";
import { treeOf } from "../support/tree.ts";

const unlocked = (files: Record<string, string>) =>
  selectLockfiles(treeOf(files)).evidence?.unlocked;

const SETUP = "setup(\n  install_requires=['requests'],\n)\n";

it.each([
  ["deno.lock", '{ "version": "4", "npm": { "lodash@4.17.15": {} } }'],
  ["paket.lock", "NUGET\n  remote: feed\n    Newtonsoft.Json (12.0.1)\n"],
  ["renv.lock", '{ "Packages": { "jsonlite": {} } }'],
  ["rebar.lock", '[{<<"cowboy">>, {pkg,<<"cowboy">>,<<"2.9.0">>},0}].\n'],
  ["stack.yaml.lock", "packages:\n- completed:\n    hackage: a-1\n"],
  ["pixi.lock", "version: 6\npackages:\n- conda: a\n"],
  ["conda-lock.yml", "package:\n- name: a\n"],
  ["environment.yml", "dependencies:\n- requests=2.19.0\n"],
  ["vcpkg.json", '{ "dependencies": ["zlib"] }'],
  ["bower.json", '{ "dependencies": { "jquery": "1.8" } }'],
  ["cpanfile", "requires 'Plack', '1.0';\n"],
  ["setup.py", SETUP],
  ["setup.cfg", "[options]\ninstall_requires =\n  requests\n"],
])("%s is read by nothing", (name, text) => {
  const path = `app/${name}`;
  const others = { "package-lock.json": "{}", "requirements.txt": "a==1\n" };
  expect(unlocked({ ...others, [path]: text })).toEqual([{ path, reason: "unread" }]);
});

it.each([
  ["conanfile.txt", "[requires]\nzlib/1.3\n", "conan.lock"],
  ["conanfile.py", 'requires = "zlib/1.3"\n', "conan.lock"],
  ["Podfile", "target 'A' do\n  pod 'B'\nend\n", "Podfile.lock"],
  [
    "Package.swift",
    'dependencies: [.package(url: "https://x.example", from: "1")]',
    "Package.resolved",
  ],
])("%s without its lockfile", (name, text, lock) => {
  const told = [{ path: `ios/${name}`, reason: "no-lockfile" as const }];
  expect(unlocked({ [`ios/${name}`]: text })).toEqual(told);
  expect(unlocked({ [`ios/${name}`]: text, [`ios/${lock}`]: "{}" })).toEqual([]);
  expect(unlockedFindings(told)[0]?.advice).toContain(`Commit ${lock},`);
});

it.each([
  ["setup.py", "setup(name='a')\n"],
  ["environment.yml", "stage: production\n"],
  ["Podfile", "platform :ios\n"],
  ["deno.lock", '{ "version": "4" }'],
])("%s that lists nothing is none", (path, text) => {
  expect(unlocked({ [path]: text })).toEqual([]);
});

it.each(["requirements.txt", "uv.lock", "pylock.toml"])("setup.py beside %s", (beside) => {
  expect(unlocked({ "setup.py": SETUP, [beside]: "" })).toEqual([]);
  expect(unlocked({ "setup.py": SETUP, "pyproject.toml": "[build-system]\n" })).toEqual([
    { path: "setup.py", reason: "unread" },
  ]);
});

it("one that nothing reads warns, and says what to do", () => {
  const [finding] = unlockedFindings([{ path: "deno.lock", reason: "unread" }]);
  expect(finding).toMatchObject({ id: "unread-dependencies", severity: "medium" });
  expect(finding?.advice).toContain("--sarif");
});
