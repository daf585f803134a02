/** Which manifests list dependencies that no lockfile lists. */
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { treeOf } from "../support/tree.ts";

const NPM = '{ "dependencies": { "lodash": "^4" } }';
const CARGO = '[package]\nname = "m"\n[dependencies]\nserde = "1"\n';
const PROJECT = '[project]\ndependencies = [\n  "requests>=2",\n]\n';
const COMPOSER = '{ "require": { "php": ">=8", "monolog/monolog": "^3" } }';
const LOCK = '{ "packages": { "": {}, "node_modules/lodash": { "version": "4.17.4" } } }';
const PEERS = `{ "peerDependencies": { "react": ">=18" },
  "peerDependenciesMeta": { "react": { "optional": true } } }`;
const CSPROJ = `<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
  <PackageReference Include="Newtonsoft.Json" Version="13.0.3" />
</ItemGroup></Project>`;
const TAKEN_BACK = '<PackageReference Condition="a"\n Remove="Microsoft.NET.Test.Sdk" />';
const MIX = `defp deps do
  [
    {:phoenix, "~> 1.7"}
  ]
end
`;
const SBT = 'libraryDependencies += "com.typesafe" %% "config" % configVersion\n';
const PUB = "dependencies:\n  http: ^1.2.0\n";
const DEV = LOCK.replace('4.17.4"', '4.17.4", "dev": true');

const unlocked = (files: Record<string, string>) =>
  selectLockfiles(treeOf(files)).evidence?.unlocked;

it.each([
  ["package.json", NPM],
  ["package.json", '{ "optionalDependencies": { "lodash": "^4" } }'],
  ["package.json", `\uFEFF${NPM}`],
  ["package.json", '{ "dependencies": ["lodash"] }'],
  ["Cargo.toml", CARGO],
  ["Cargo.toml", '[dependencies.serde]\nversion = "1"\n'],
  ["Cargo.toml", "[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n"],
  ["Cargo.toml", 'dependencies.serde = "1"\n'],
  ["pyproject.toml", PROJECT],
  ["pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.12"\nrequests = "*"\n'],
  ["Pipfile", '[packages]\nrequests = "*"\n'],
  ["composer.json", COMPOSER],
  ["Gemfile", 'source "https://gems.example"\ngem "rails"\n'],
  ["build.gradle", 'dependencies {\n  implementation "a:b:1.+"\n}\n'],
  ["build.gradle", "dependencies { implementation 'a:b:1' }\n"],
  ["build.gradle", "dependencies { testImplementation 'a:b:1'; releaseImplementation 'a:b:1' }\n"],
  ["build.gradle.kts", 'subprojects {\n  dependencies { "implementation"("a:b:1") }\n}\n'],
  ["build.gradle.kts", 'dependencies {\n  implementation("a:b:1.+")\n}\n'],
  ["package.json", '{ "peerDependencies": { "react": ">=18" } }'],
  ["package.json", PEERS.replace("true", "false")],
  ["Shop.Api.csproj", CSPROJ],
  ["Shop.fsproj", CSPROJ.replace("<PackageReference ", "<PackageReference\n  ")],
  ["a.csproj", CSPROJ.replace("PackageReference", "packageReference")],
  ["a.csproj", CSPROJ.replace("<Pack", `${TAKEN_BACK}<Pack`)],
  ["mix.exs", MIX],
  ["mix.exs", 'defp deps, do: [{:shop_mail, git: "https://git.example/mail.git"}]\n'],
  ["mix.exs", MIX.replace('"}', '", only: [:test, :prod]}')],
  ["pubspec.yaml", PUB],
  ["build.sbt", SBT],
  ["build.sbt", `${SBT.replace("configVersion", '"1.4.3" % Test')}${SBT}`],
])("%s that lists a dependency and has no lockfile: %j", (name, text) => {
  const path = `app/${name}`;
  expect(unlocked({ [path]: text })).toEqual([{ path, reason: "no-lockfile" }]);
  expect(selectLockfiles(treeOf({ [path]: text })).targets).toEqual([path]);
});

it.each([
  ["package.json", '{ "type": "module" }'],
  ["package.json", '{ "dependencies": {}, "devDependencies": { "vitest": "^4" } }'],
  ["package.json", '{ "dependencies": null }'],
  [
    "Cargo.toml",
    '[package]\nname = "m"\n\n[dependencies]\n# none\n\n[dev-dependencies]\na = "1"\n',
  ],
  ["Cargo.toml", '[workspace.dependencies]\nserde = "1"\n'],
  ["pyproject.toml", "[project]\ndependencies = []\n[tool.ruff]\nline-length = 99\n"],
  ["pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.12"\n'],
  ["Pipfile", '[dev-packages]\npytest = "*"\n'],
  ["composer.json", '{ "require": { "php": ">=8", "ext-json": "*" } }'],
  ["Gemfile", "# gem 'rails'\n"],
  ["build.gradle", "dependencies { testImplementation 'a:b:1' }\n"],
  [
    "build.gradle",
    "// dependencies { implementation 'a:b:1' }\nandroidTestImplementation 'a:b:1'\n",
  ],
  ["build.gradle", 'dependencies {\n  testImplementation "a:b:1"\n}\n'],
  ["build.gradle", 'dependencies {\n  implementation project(":core")\n}\n'],
  ["package.json", PEERS],
  ["package.json", '{ "peerDependencies": {}, "peerDependenciesMeta": null }'],
  ["a.csproj", '<Project><ItemGroup><ProjectReference Include="b.csproj" /></ItemGroup></Project>'],
  ["a.csproj", CSPROJ.replace("<Pack", "<!-- <Pack").replace("/>", "/> -->")],
  ["a.csproj", CSPROJ.replace("Newtonsoft.Json", "Microsoft.NET.Test.Sdk")],
  ["a.csproj", `<Project><ItemGroup>${TAKEN_BACK}</ItemGroup></Project>`],
  ["a.csproj", CSPROJ.replace("Newtonsoft.Json", "xunit.v3.mtp-v2")],
  ["a.csproj", CSPROJ.replace("Microsoft.NET.Sdk.Web", "MSTest.Sdk")],
  ["a.csproj", CSPROJ.replace("Microsoft.NET.Sdk.Web", "MSTest.Sdk/3.8.3")],
  ["build.sbt", `// ${SBT}`],
  ["build.sbt", SBT.replace("configVersion", 'configVersion % "test"')],
  ["build.sbt", SBT.replace("configVersion", '"1.4.3" % Test')],
  ["build.sbt", 'lazy val shop = project.dependsOn(core % "test->test;compile->compile")\n'],
  ["mix.exs", 'extra_applications: [:logger], preferred_cli_env: [{:a, "test"}]\n'],
  ["mix.exs", MIX.replace("{", "# {")],
  ["mix.exs", MIX.replace('"}', '", only: [:dev, :test], runtime: false}')],
  ["mix.exs", '[{:core, in_umbrella: true}, {:lib, path: "../lib"}]\n'],
  ["pubspec.yaml", "dev_dependencies:\n  lints: ^5.0.0\n"],
  ["pubspec.yaml", "dependencies:\n  flutter:\n    sdk: flutter\n  core: { path: ../core }\n"],
])("%s that lists none: %j", (name, text) => {
  const { targets, evidence } = selectLockfiles(treeOf({ [name]: text }));
  expect(targets).toEqual([]);
  expect(evidence?.unlocked).toEqual([]);
});

it.each(["", "{", "[]", '"x"', "null", "<<<<<<< HEAD\n{}"])(
  "a package.json or composer.json that is no such thing is named: %j",
  (text) => {
    expect(unlocked({ "composer.json": text, "package.json": text })).toEqual([
      { path: "composer.json", reason: "unreadable" },
      { path: "package.json", reason: "unreadable" },
    ]);
  },
);

it.each(["[project", "a = ", `a = ${"[".repeat(50_000)}`])(
  "a Cargo.toml, Pipfile or pyproject.toml that is no TOML is named: %.20j",
  (text) => {
    const files = { "Cargo.toml": text, Pipfile: text, "pyproject.toml": text };
    expect(unlocked(files)).toHaveLength(3);
  },
);

it.each([
  ["package.json", NPM, "package-lock.json", LOCK],
  ["package.json", "{", "package-lock.json", LOCK],
  ["package.json", NPM, "yarn.lock", ""],
  ["package.json", NPM, "pnpm-lock.yaml", ""],
  ["package.json", NPM, "bun.lock", ""],
  ["Cargo.toml", CARGO, "Cargo.lock", ""],
  ["pyproject.toml", PROJECT, "uv.lock", ""],
  ["pyproject.toml", PROJECT, "requirements.txt", "requests==2.32.5\n"],
  ["pyproject.toml", PROJECT, "requirements/prod.txt", "requests==2.32.5\n"],
  ["composer.json", COMPOSER, "composer.lock", ""],
  ["a.csproj", CSPROJ, "packages.lock.json", ""],
  ["mix.exs", MIX, "mix.lock", ""],
  ["pubspec.yaml", PUB, "pubspec.lock", ""],
])("%s (%j) with its %s beside it", (name, text, lock, locked) => {
  expect(unlocked({ [`app/${name}`]: text, [`app/${lock}`]: locked })).toEqual([]);
  expect(unlocked({ [`app/${name}`]: text, [`other/${lock}`]: locked })).toHaveLength(1);
});

it("a pubspec.yaml that is no YAML is named", () => {
  const told = [{ path: "pubspec.yaml", reason: "unreadable" }];
  expect(unlocked({ "pubspec.yaml": "dependencies: [" })).toEqual(told);
});

it("a lockfile with nothing that ships is none to a manifest that lists a dependency", () => {
  expect(unlocked({ "package.json": NPM, "package-lock.json": DEV })).toHaveLength(1);
});

it.each(["npm-shrinkwrap.json", "bun.lockb"])("%s, which Trivy does not read, is said", (lock) => {
  expect(unlocked({ "package.json": NPM, [lock]: LOCK })).toEqual([
    { path: "package.json", reason: "no-lockfile", unread: lock },
  ]);
});
