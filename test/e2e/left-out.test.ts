/** Packages that ship and that Trivy leaves out of a lockfile by itself, with exit 0: real Trivy, given as we give it. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporary } from "./greengate.ts";
import { databaseOf, gate, trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();

const CARGO = `version = 3

[[package]]
name = "member"
version = "0.1.0"
dependencies = ["smallvec"]

[[package]]
name = "root"
version = "0.1.0"
dependencies = ["itoa"]

[[package]]
name = "itoa"
version = "1.0.1"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "smallvec"
version = "0.6.9"
source = "registry+https://github.com/rust-lang/crates.io-index"
`;

const YARN = `# yarn lockfile v1

lodash@4.17.4:
  version "4.17.4"

ms@2.1.3:
  version "2.1.3"
`;

const pnpm = (direct: string, snapshot: string) => `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      ms:
        specifier: 2.1.3
        version: 2.1.3
${direct}
packages:

  lodash@4.17.4:
    resolution: {integrity: sha512-x}

  ms@2.1.3:
    resolution: {integrity: sha512-x}

snapshots:

  lodash@4.17.4: {}

  ms@2.1.3:${snapshot}
`;

const ENTRY = (name: string, version: string) =>
  `      ${name}:\n        specifier: x\n        version: ${version}\n`;
const MS = { ms: "2.1.3" };
const bun = (name: string, version: string, wants: Record<string, unknown> = {}) => [
  `${name}@${version}`,
  "",
  wants,
  "sha512-x",
];
const MS_BUN = bun("ms", "2.1.3", {
  dependencies: { lodash: "4.17.4" },
  optionalDependencies: { my: "npm:lodash@4.17.4" },
});
const LODASH = bun("lodash", "4.17.4");
const MEMBER = { name: "a", version: "1.0.0", dependencies: { lodash: "4.17.4" } };

/** @returns `name version` of all that Trivy looked at, and the verdict's exit code */
function looked(files: Record<string, unknown>) {
  const [source, out] = [temporary(), temporary()];
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), typeof text === "string" ? text : JSON.stringify(text));
  }
  const how = ["--only", "trivy-fs", "--database", databaseOf(new Date())];
  const { exitCode, stdout } = gate("--source", source, "--out", out, ...how);
  const { Results } = JSON.parse(readFileSync(join(out, "raw/trivy-fs/report.json"), "utf8"));
  const packages: { Name: string; Version?: string }[] = Results.flatMap(
    (each: { Packages: unknown }) => each.Packages,
  );
  return { exitCode, stdout, packages: packages.map(({ Name, Version }) => `${Name} ${Version}`) };
}

describe.skipIf(why !== undefined)(`left out${why ? ` (not here: ${why})` : ""}`, () => {
  it.each([
    ["a member of a workspace", 'members = ["crates/*"]', ""],
    ["another name", "", 'sv = { package = "smallvec", version = "0.6.9" }'],
    ["a path", "", 'member = { path = "crates/member" }'],
  ])("of Rust, by %s", (_name, members, more) => {
    const { packages } = looked({
      "Cargo.toml": `[package]\nname = "root"\n[dependencies]\nitoa = "1"\n${more}\n[workspace]\n${members}\n`,
      "crates/member/Cargo.toml":
        '[package]\nname = "member"\n[dependencies]\nsmallvec = "0.6.9"\n',
      "Cargo.lock": CARGO,
    });
    expect(packages).toContain("smallvec 0.6.9");
  });

  it("of a workspace of Yarn, what is for development at its top", () => {
    const { exitCode, packages } = looked({
      "package.json": {
        workspaces: ["a"],
        dependencies: MS,
        devDependencies: { lodash: "4.17.4" },
      },
      "a/package.json": MEMBER,
      "yarn.lock": YARN,
    });
    expect(packages).toContain("lodash 4.17.4");
    expect(exitCode).toBe(1);
  });

  it.each([
    ["another name", { my: "npm:lodash@4.17.4" }, '"my@npm:lodash@4.17.4":\n  version "4.17.4"\n'],
    [
      "an optional package's wish",
      { chokidar: "2.0.0" },
      'chokidar@2.0.0:\n  version "2.0.0"\n  optionalDependencies:\n    lodash "4.17.4"\n\nlodash@4.17.4:\n  version "4.17.4"\n',
    ],
    [
      "a resolution",
      { async: "2.6.1" },
      '"async@npm:2.6.1":\n  version: 2.6.1\n  resolution: "async@npm:2.6.1"\n  dependencies:\n    lodash: "npm:^4.17.10"\n\n"lodash@npm:4.17.4":\n  version: 4.17.4\n  resolution: "lodash@npm:4.17.4"\n',
    ],
  ])("of Yarn, by %s, where it is for development too", (_name, dependencies, lock) => {
    const { exitCode, packages } = looked({
      "package.json": {
        dependencies,
        devDependencies: { lodash: "4.17.4" },
      },
      "yarn.lock": lock,
    });
    expect(packages).toContain("lodash 4.17.4");
    expect(exitCode).toBe(1);
  });

  it.each([
    ["another name", pnpm(ENTRY("my", "lodash@4.17.4"), " {}")],
    ["another name deeper", pnpm("", "\n    dependencies:\n      my: lodash@4.17.4")],
    [
      "a second document",
      `---\nlockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    configDependencies: {}\n\n---\n${pnpm(ENTRY("lodash", "4.17.4"), " {}")}`,
    ],
    ["optional", pnpm(`    optionalDependencies:\n${ENTRY("lodash", "4.17.4")}`, " {}")],
  ])("of pnpm, by %s", (_name, lock) => {
    const { exitCode, packages } = looked({
      "package.json": { dependencies: MS },
      "pnpm-lock.yaml": lock,
    });
    expect(packages).toEqual(["lodash 4.17.4", "ms 2.1.3"]);
    expect(exitCode).toBe(1);
  });

  it.each([
    ["a second version", { ms: MS_BUN, lodash: bun("lodash", "4.17.21"), "ms/lodash": LODASH }],
    ["another name", { ms: MS_BUN, my: LODASH }],
  ])("of Bun, by %s", (_name, packages) => {
    const lock = { lockfileVersion: 1, workspaces: { "": { dependencies: MS } }, packages };
    const { exitCode, packages: found } = looked({
      "package.json": { dependencies: MS },
      // As Bun writes it: no JSON.
      "bun.lock": JSON.stringify(lock).replace(/\}$/, ",}"),
    });
    expect(found).toContain("lodash 4.17.4");
    expect(exitCode).toBe(1);
  });

  it("of npm's first lockfile, by another name", () => {
    const alias = { version: "npm:lodash@4.17.4" };
    const ms = { version: "2.1.3", dependencies: { my: alias } };
    const { exitCode, packages } = looked({
      "package.json": { dependencies: MS },
      "package-lock.json": { lockfileVersion: 1, dependencies: { ms } },
    });
    expect(packages).toContain("lodash 4.17.4");
    expect(exitCode).toBe(1);
  });

  it.each([
    [2, { ms: { version: "2.1.3" } }, { "node_modules/lodash": { version: "4.17.4" } }],
    [1, { ms: { version: "2.1.3" } }, { "node_modules/lodash": { version: "4.17.4" } }],
    [2, { lodash: { version: "4.17.4" } }, { "node_modules/ms": { version: "2.1.3" } }],
    [
      3,
      {},
      { "node_modules/ms": { version: "2.1.3" }, "a/node_modules/lodash": { version: "4.17.4" } },
    ],
  ])(
    "of npm's two lists, by what one alone has: %i %j %j",
    (lockfileVersion, dependencies, packages) => {
      const { exitCode, packages: found } = looked({
        "package.json": { dependencies: MS },
        "package-lock.json": { lockfileVersion, dependencies, packages: { "": {}, ...packages } },
      });
      expect(found).toContain("lodash 4.17.4");
      expect(exitCode).toBe(1);
    },
  );

  it("of uv, by a group that is not for development", () => {
    const entry = (name: string, version: string) =>
      `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = { registry = "x" }\n\n`;
    const groups =
      '[package.dev-dependencies]\ndev = [\n    { name = "ms" },\n]\nserver = [\n    { name = "requests" },\n]\n';
    const root = `[[package]]\nname = "root"\nversion = "1"\nsource = { virtual = "." }\n\n${groups}\n`;
    const { exitCode, packages } = looked({
      "pyproject.toml": '[project]\nname = "root"\n',
      "uv.lock": `version = 1\n\n${root}${entry("requests", "2.19.0")}${entry("ms", "1")}`,
    });
    expect(packages).toEqual(["root 1", "requests 2.19.0"]);
    expect(exitCode).toBe(1);
  });

  it("of uv, by what only one of two versions wants", () => {
    const entry = (name: string, version: string, wants = "", source = '{ registry = "x" }') =>
      `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = ${source}\ndependencies = [${wants}]\n\n`;
    const both = '{ name = "a", version = "1" }, { name = "a", version = "2" }';
    const { exitCode, packages } = looked({
      "pyproject.toml": '[project]\nname = "root"\n',
      "uv.lock": `version = 1\n\n${entry("root", "1", both, '{ virtual = "." }')}${entry("a", "1", '{ name = "requests" }')}${entry("a", "2")}${entry("requests", "2.19.0")}`,
    });
    expect(packages.sort()).toEqual(["a 1", "a 2", "requests 2.19.0", "root 1"]);
    expect(exitCode).toBe(1);
  });

  it("of Pipenv, by a category that is not for development", () => {
    const at = (version: string) => ({ version: `==${version}` });
    const { exitCode, packages } = looked({
      Pipfile: "[server]\nrequests = '*'\n",
      "Pipfile.lock": {
        _meta: { hash: {} },
        default: { idna: at("3.10") },
        develop: { ms: at("1") },
        server: { requests: at("2.19.0"), idna: at("3.9") },
      },
    });
    expect(packages.sort()).toEqual(["idna 3.10", "idna 3.9", "requests 2.19.0"]);
    expect(exitCode).toBe(1);
  });

  it("of Maven, as optional", () => {
    const dependency = (name: string, more = "") =>
      `<dependency><groupId>g</groupId><artifactId>${name}</artifactId><version>1</version>${more}</dependency>`;
    const optional = [" true ", "<!-- x -->true", "<![CDATA[true]]>", "TRUE"].map((word, index) =>
      dependency(`b${index}`, `<optional >${word}</optional>`),
    );
    const all = `${dependency("a")}${optional.join("")}`;
    const profile = `<profiles><profile><id>p</id><dependencies>${dependency("c")}</dependencies></profile></profiles>`;
    const pom = `<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>root</artifactId><version>1</version><dependencies>${all}</dependencies>${profile}</project>`;
    const { packages, stdout } = looked({ "pom.xml": pom });
    const found = ["g:root 1", "g:a 1", "g:b0 1", "g:b1 1", "g:b2 1", "g:b3 1"];
    expect(packages).toEqual(found);
    expect(stdout).toContain("What only a profile of Maven's asks for is not looked at: pom.xml.");
  });

  it("of Poetry, by a group that is not for development", () => {
    const entry = (name: string, version: string, group: string) =>
      `[[package]]\nname = "${name}"\nversion = "${version}"\ngroups = ["${group}"]\n\n`;
    const lock = `${entry("idna", "3.10", "main")}${entry("requests", "2.19.0", "server")}`;
    const { exitCode, packages } = looked({
      "pyproject.toml": "[tool.poetry.group.server.dependencies]\nrequests = '2.19.0'\n",
      "poetry.lock": `${lock}[metadata]\nlock-version = "2.1"\n`,
    });
    expect(packages).toContain("requests 2.19.0");
    expect(exitCode).toBe(1);
  });

  it("of Poetry, by a group of pyproject.toml's own, in several ways, in a second version", () => {
    const entry = (name: string, version: string, more: string) =>
      `[[package]]\nname = "${name}"\nversion = "${version}"\n${more}\n`;
    const wants = 'dependencies.requests = [{ version = "*", markers = "x" }]\n';
    const { exitCode, packages } = looked({
      "pyproject.toml":
        '[project]\nname = "a"\nversion = "1"\ndependencies = ["idna"]\n[dependency-groups]\nserver = ["flask"]\n',
      "poetry.lock": [
        entry("idna", "3.10", `groups = ["main"]\n${wants}`),
        entry("requests", "2.32.0", 'groups = ["main"]'),
        entry("requests", "2.19.0", 'groups = ["main"]'),
        entry("flask", "0.12", '"groups" = [\n  "server",\n]'),
        '[metadata]\nlock-version = "2.1"\n',
      ].join("\n"),
    });
    expect(packages.sort()).toEqual([
      "flask 0.12",
      "idna 3.10",
      "requests 2.19.0",
      "requests 2.32.0",
    ]);
    expect(exitCode).toBe(1);
  });

  it("of pnpm what is for development is left out still", () => {
    const lock = pnpm(`    devDependencies:\n${ENTRY("lodash", "4.17.4")}`, " {}");
    expect(looked({ "package.json": {}, "pnpm-lock.yaml": lock }).packages).toEqual(["ms 2.1.3"]);
  });
});
