/** Which lockfiles list a package that ships: what says so in either of npm's two lists counts. */
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { decideRun, greenRun, stageOf } from "../support/run.ts";
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
    "greengate-1": { dependencies: { ms: at("2.1.3") } },
  });
});

it("of pnpm 11's two documents the project's own is given to Trivy", () => {
  const planted = (text: string) =>
    String(selectLockfiles(treeOf({ "pnpm-lock.yaml": text })).planted?.["pnpm-lock.yaml"]);
  const env = "---\nlockfileVersion: '9.0'\nimporters:\n\n  .:\n    configDependencies: {}\n";
  expect(planted(`${env}\n---\n${PNPM}`)).toBe(planted(PNPM));
  expect(planted(`${env}\n---\n${PNPM}`.replace(/\n/g, "\r\n"))).toBe(planted(PNPM));
  const old = PNPM.replace("9.0", "6.0");
  expect(planted(`${env}\n---\n${old}`)).toBe(old);
});

it.each([
  ["of another version", PNPM.replace("9.0", "6.0")],
  ["that can't be read", `${PNPM}\t- {`],
  ["without packages", "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n"],
])("a lockfile of pnpm %s is given as it is", (_name, text) => {
  expect(selectLockfiles(treeOf({ "pnpm-lock.yaml": text })).planted).toEqual({});
});

const BUN = {
  workspaces: {
    "": { name: "root", dependencies: { a: "1" }, devDependencies: { dev: "1" } },
    "packages/w": { name: "w", optionalDependencies: { "@s/o": "1" } },
  },
  packages: {
    a: ["a@1.0.0", "", { peerDependencies: { p: "1" } }, "x"],
    "@s/o": ["@s/o@1.0.0", "", {}, "x"],
    "@s/o/a": ["a@2.0.0", "", {}, "x"],
    p: ["q@3.0.0", "", {}, "x"],
    dev: ["dev@1.0.0", "", {}, "x"],
    w: ["w@workspace:packages/w"],
  },
};

it("Bun's lockfile is given in parts, each with a name once, and is read where all of them were", () => {
  const tree = treeOf({
    "x/bun.lock": JSON.stringify(BUN),
    "x/greengate-part-1/bun.lock": '{ "workspaces": {}, "packages": {} }',
  });
  const { targets, planted = {}, evidence } = selectLockfiles(tree);
  const part = "x/greengate-part-1-/bun.lock";
  expect(evidence).toMatchObject({ parts: { [part]: "x/bun.lock" } });
  const listed = Object.entries(planted).map(([path, text]) => [
    path,
    Object.values(JSON.parse(String(text)).packages as Record<string, string[]>).map(([id]) => id),
  ]);
  expect(listed).toEqual([
    ["x/bun.lock", ["@s/o@1.0.0", "a@1.0.0", "q@3.0.0"]],
    [part, ["a@2.0.0"]],
  ]);
  expect(targets).toEqual(["x/bun.lock", "x/greengate-part-1/bun.lock"]);
  const run = greenRun();
  const { evidence: told } = stageOf(run, "trivy-fs");
  const gaps = () =>
    decideRun(run)
      .stages.find(({ stage }) => stage === "trivy-fs")
      ?.gaps.map(({ code }) => code);
  expect(gaps()).toEqual([]);
  const [first = ""] = told.targets as string[];
  told.parts = { [part]: first };
  expect(gaps()).toEqual(["source.unread"]);
});

it.each([
  ["a quoted key", PNPM.replace("importers:", '"importers":')],
  ["a comment", PNPM.replace("importers:", "importers: # all")],
  ["a version that is a number", PNPM.replace("'9.0'", "9.0")],
  ["a document of nothing before it", `%YAML 1.2\n--- # x\n...\n--- # y\n${PNPM}`],
  ["the flow style", JSON.stringify(parse(PNPM))],
])("a lockfile of pnpm with %s is the same", (_name, text) => {
  const planted = (own: string) =>
    parse(String(selectLockfiles(treeOf({ "pnpm-lock.yaml": own })).planted?.["pnpm-lock.yaml"]));
  expect(planted(text)).toEqual({
    ...planted(PNPM),
    ...(text.includes(" 9.0") && { lockfileVersion: 9 }),
  });
});

const npm = (lock: object) => {
  const tree = treeOf({ "package-lock.json": JSON.stringify(lock) });
  const { planted = {} } = selectLockfiles(tree);
  return Object.entries(planted)
    .filter(([path]) => path !== "package-lock.json")
    .map(([, text]) =>
      Object.entries(JSON.parse(String(text)).dependencies as Record<string, { version: string }>)
        .map(([name, { version }]) => `${name}@${version}`)
        .join(" "),
    );
};
const V = (version: string, more: object = {}) => ({ version, ...more });

it.each([
  [
    "that agree",
    2,
    { a: V("1.0.0"), d: V("2.0.0", { dev: true }) },
    { "node_modules/a": V("1.0.0") },
    [],
  ],
  [
    "of which npm 6 reads more",
    2,
    { a: V("1.0.0"), b: V("1.0.0") },
    { "node_modules/a": V("1.0.1") },
    ["a@1.0.0 b@1.0.0"],
  ],
  [
    "of which newer ones read more",
    1,
    { a: V("1.0.0") },
    { "node_modules/a": V("1.0.1") },
    ["a@1.0.1"],
  ],
  [
    "of which one calls it development",
    3,
    { a: V("1.0.0") },
    { "node_modules/a": V("1.0.0", { dev: true }) },
    ["a@1.0.0"],
  ],
  ["with an address", 2, { a: V("git+ssh://x/a.git#0") }, { "node_modules/a": V("1.0.0") }, []],
  [
    "with a link",
    2,
    { a: V("file:a") },
    { "node_modules/a": { link: true, resolved: "a" }, a: V("1.0.0") },
    [],
  ],
  [
    "with another name",
    2,
    { a: V("npm:@s/b@1.0.0") },
    { "node_modules/a": V("1.0.0", { name: "@s/b" }) },
    [],
  ],
  [
    "with two versions",
    1,
    { a: V("npm:b@1.0.0", { dependencies: { c: V("npm:b@2.0.0") } }) },
    {},
    ["b@1.0.0", "b@2.0.0"],
  ],
  [
    "with a member's own",
    3,
    {},
    { "lib/node_modules/mylib": V("1.0.0"), lib: V("1.0.0") },
    ["mylib@1.0.0"],
  ],
])("npm's lockfile with two lists %s", (_name, lockfileVersion, dependencies, packages, more) => {
  expect(npm({ lockfileVersion, dependencies, packages: { "": {}, ...packages } })).toEqual(more);
});

it("npm's lockfile of whatever shape is looked at or stays as it is, however deep", () => {
  const deep = `{"dependencies":${'{"a":{"dependencies":'.repeat(20_000)}{}${"}}".repeat(20_000)}}`;
  for (const text of ["null", "[]", '{"packages":null}', '{"packages":{"a":null}}', "{", deep]) {
    expect(selectLockfiles(treeOf({ "package-lock.json": text })).planted).toEqual({});
  }
  const proto = '{"dependencies":{"__proto__":{"version":"npm:lodash@4.17.4"}}}';
  const { planted = {} } = selectLockfiles(treeOf({ "package-lock.json": proto }));
  expect(Object.values(planted).join()).toContain('"lodash":{"version":"4.17.4"}');
});

it("large and odd ones take no long time", () => {
  const keys = Array.from({ length: 5_000 }, (_, at) => `  p${at}@1.0.0: {}\n`).join("");
  const started = Date.now();
  selectLockfiles(
    treeOf({
      "pnpm-lock.yaml": `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies: {}\n\nsnapshots:\n${keys}`,
      "p/poetry.lock": '[[package]]\nname = "a"\nversion = "1"\n'.repeat(5_000),
      "p/pyproject.toml": "\n".repeat(100_000),
    }),
  );
  expect(Date.now() - started).toBeLessThan(15_000);
});

const ONLY_DEV = `lockfileVersion: '9.0'

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
  [ONLY_DEV, []],
  ["lockfileVersion: 5.4\ndevDependencies:\n  a: 1.0.0\n", []],
  ["lockfileVersion: '9.0'\nimporters:\n  .: {}\n", []],
  [ONLY_DEV.replace("    devDependencies:\n", `${SHIPPED}$&`), ["pnpm-lock.yaml"]],
  [ONLY_DEV.replace("packages:", `  web:\n${SHIPPED}$&`), ["pnpm-lock.yaml"]],
  [ONLY_DEV.replace("devD", "optionalD"), ["pnpm-lock.yaml"]],
  ["lockfileVersion: 5.4\ndependencies:\n  a: 1.0.0\n", ["pnpm-lock.yaml"]],
  ["not a lockfile\n", ["pnpm-lock.yaml"]],
  ["importers: {'.': {dependencies: {a: {version: 1.0.0}}}}\npackages: {}\n", ["pnpm-lock.yaml"]],
  ['importers:\n  .: {"optionalDependencies": {}}\n', ["pnpm-lock.yaml"]],
  ["importers:\n  .:\n    devDependencies:\n      a:\n        version: 1.0.0\n", []],
  [`---\n${ONLY_DEV}\n---\n${PNPM}`, ["pnpm-lock.yaml"]],
  [`---\n${PNPM}\n---\n${ONLY_DEV}`, []],
])("a lockfile of pnpm that ships nothing lists none: %j", (text, targets) => {
  expect(selectLockfiles(treeOf({ "pnpm-lock.yaml": text })).targets).toEqual(targets);
});

it("a member of npm's workspace without a version is no package that a version misses", () => {
  const packages = (version?: string) => ({
    "": { workspaces: ["a"] },
    "node_modules/a": { resolved: "a", link: true },
    a: { name: "a", version },
    "node_modules/lodash": LODASH,
  });
  const given = (of: object) => {
    const text = JSON.stringify({ lockfileVersion: 3, packages: of });
    const { planted = {} } = selectLockfiles(treeOf({ "package-lock.json": text }));
    return planted["package-lock.json"];
  };
  expect(given(packages("1.0.0"))).toBeUndefined();
  const { "node_modules/a": _, ...rest } = packages();
  expect(JSON.parse(String(given(packages()))).packages).toEqual(rest);
});

const given = (path: string, text: string) => {
  const { planted = {}, evidence } = selectLockfiles(treeOf({ [path]: text }));
  return { planted, parts: (evidence as { parts?: unknown }).parts };
};

it.each<[string[] | undefined, boolean]>([
  [["optional"], true],
  [["optional", "provided", "test"], true],
  [["runtime-internal", "compile-internal"], true],
  [[], true],
  [undefined, true],
  [["optional", "runtime"], false],
  [["compile", "test"], false],
  [["provided"], false],
  [["test"], false],
  [["compile-internal", "test-internal"], false],
])(
  "of sbt, what is of the configurations %j is given as one of runtime: %j",
  (configurations, own) => {
    const lock = (each?: string[]) =>
      JSON.stringify({
        lockVersion: 1,
        dependencies: [
          { org: "a", name: "b", version: "1", configurations: ["compile"] },
          { org: "a", name: "c", version: "1", configurations: each },
        ],
      });
    const planted = given("build.sbt.lock", lock(configurations)).planted["build.sbt.lock"];
    expect(planted).toBe(own ? lock(["runtime"]) : undefined);
  },
);

it("a lockfile of sbt of whatever shape stays as it is", () => {
  for (const text of ["{", "null", "[]", '{"dependencies":{}}', '{"dependencies":[]}']) {
    expect(given("build.sbt.lock", text).planted).toEqual({});
  }
});

it("of Bundler, each version that a platform has is one to look up", () => {
  const lock = (...specs: string[]) =>
    `GEM\n  specs:\n${specs.map((each) => `    ${each}\n`).join("")}\nDEPENDENCIES\n  a\n`;
  const same = lock("a (1.0)", "a (1.0-x86_64-linux)", "b (2.0)");
  expect(given("Gemfile.lock", same)).toEqual({ planted: {}, parts: undefined });
  const text = lock("a (1.0)", "a (1.1-java)", "a (1.2-x86_64-linux)", "b (2.0)");
  const [one, two] = ["greengate-part-1/Gemfile.lock", "greengate-part-2/Gemfile.lock"];
  const { planted, parts } = given("Gemfile.lock", text);
  expect(parts).toEqual({ [one]: "Gemfile.lock", [two]: "Gemfile.lock" });
  expect(planted["Gemfile.lock"]).toBe(text);
  expect([planted[one], planted[two]].map((each) => /a \(.*\)/.exec(String(each))?.[0])).toEqual([
    "a (1.0)",
    "a (1.1)",
  ]);
});

it("of Composer, what lies in a folder of the source is no package to look up", () => {
  const here = { name: "a/here", version: "dev-main", dist: { type: "path" } };
  const other = { name: "a/b", version: "1.0.0", dist: { type: "zip" } };
  const lock = (...packages: object[]) => JSON.stringify({ packages });
  const planted = (text: string) => given("composer.lock", text).planted["composer.lock"];
  expect(planted(lock(here, other))).toBe(lock(other));
  expect(planted(lock(other))).toBeUndefined();
  expect(planted(lock(here))).toBeUndefined();
  // With a version it may be a copy of one that people know.
  expect(planted(lock({ ...here, version: "1.0.0" }, other))).toBeUndefined();
});

it("of Maven, what is of the scope system may be in the image", () => {
  const pom = (scope: string) =>
    `<project><dependency><scope>${scope}</scope></dependency></project>`;
  expect(given("pom.xml", pom("system")).planted).toEqual({ "pom.xml": pom("runtime") });
  for (const system of ["<!-- a -->system", "<![CDATA[system]]>", "&#115;ystem", " system\n"]) {
    expect(given("pom.xml", pom(system)).planted).toEqual({ "pom.xml": pom("runtime") });
  }
  for (const other of ["test", "<!-- system -->test", "<![CDATA[test]]>", "", `\${scope}`]) {
    expect(given("pom.xml", pom(other)).planted).toEqual({});
  }
  // What only a comment opens ends nowhere.
  const commented = pom("system").replace("<scope>", "<!-- <scope> --><scope>");
  expect(given("pom.xml", commented).planted["pom.xml"]).toBe(
    commented.replace("system", "runtime"),
  );
  expect(given("pom.xml", pom("test")).planted).toEqual({});
});

it("a lockfile of Bundler's other name, and one of Python's that is named for its use, are to be read", () => {
  const gems = "GEM\n  specs:\n    rack (2.0.1)\n\nDEPENDENCIES\n  rack\n";
  const python = '[[packages]]\nname = "requests"\nversion = "2.19.0"\n';
  const tree = treeOf({
    "gems.rb": 'gem "rack"\n',
    "gems.locked": gems,
    "pylock.prod.toml": python,
    "pylock.dev.toml": python,
    "pylock.a.b.toml": python,
  });
  expect(selectLockfiles(tree).targets).toEqual(["gems.locked", "pylock.prod.toml"]);
  const unlocked = selectLockfiles(treeOf({ "gems.rb": 'gem "rack"\n' }));
  expect(unlocked.targets).toEqual(["gems.rb"]);
});

describe("what go.mod replaces", () => {
  const HEAD =
    "module a\n\ngo 1.22\n\nrequire (\n\tx.io/a v1.0.0\n\tx.io/b v1.0.0 // indirect\n)\n";
  const more = (lines: string) => {
    const { planted = {}, evidence } = selectLockfiles(treeOf({ "go.mod": HEAD + lines }));
    const parts = Object.keys(evidence?.parts ?? {}).map((path) => planted[path]);
    return parts.flatMap((text) => String(text).match(/(?<=^\t).*/gm) ?? []);
  };

  it.each([
    ["replace x.io/a => x.io/c v1.1.0\n", []],
    ["replace x.io/a => ../a\nreplace x.io/b => x.io/b v1.2.0\n", []],
    ["replace x.io/gone => x.io/c v1.1.0\nreplace x.io/a => x.io/d v1.0.0\n", []],
    [
      "replace (\n\tx.io/a v1.0.0 => x.io/c v1.1.0 // why\n\tx.io/b => `x.io/c` v1.2.0\n)\n",
      ["x.io/c v1.1.0", "x.io/c v1.2.0"],
    ],
    ["replace x.io/a => x.io/c v1.1.0\nreplace x.io/c => x.io/d v1.0.0\n", ["x.io/c v1.1.0"]],
    ["replace x.io/a => x.io/b v0.9.0\n", ["x.io/b v0.9.0"]],
    [
      "replace x.io/a => x.io/c v2.0.0\nreplace x.io/a v1.0.0 => x.io/d v1.0.0\n",
      ["x.io/d v1.0.0"],
    ],
  ])("is listed besides where Trivy loses it: %j", (lines, lost) => {
    expect(more(lines)).toEqual(lost);
  });
});
