/** Of Yarn's lockfile all that ships is given to Trivy, whichever version wrote it, and no package.json. */
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { treeOf } from "../support/tree.ts";

function given(files: Record<string, string | object>) {
  const texts = Object.entries(files).map(([path, text]) => [
    path,
    typeof text === "string" ? text : JSON.stringify(text),
  ]);
  const { planted = {}, helpers } = selectLockfiles(treeOf(Object.fromEntries(texts)));
  const text = String(planted["yarn.lock"] ?? "");
  return { listed: [...text.matchAll(/^"(.+)":$/gm)].map(([, id]) => id), text, helpers };
}

const entry = (key: string, version: string, more = "") =>
  `"${key}":\n  version "${version}"\n  resolved "https://registry.example/x/-/x-1.tgz#0"\n${more}\n`;
const berry = (key: string, resolution: string, version: string, more = "") =>
  `"${key}":\n  version: ${version}\n  resolution: "${resolution}"\n${more}  languageName: node\n\n`;
const MS = entry("ms@2.1.3", "2.1.3");

it.each([
  ["", ["ms@2.1.3"]],
  [MS.replace("2.1.3", "2.1.2").replace('"2.1.3"', '"2.1.2"'), ["ms@2.1.2", "ms@2.1.3"]],
  [entry("my@npm:lodash@4.17.4", "4.17.4"), ["lodash@4.17.4", "ms@2.1.3"]],
  [entry("x@^1, x@npm:@s/x@1.0.0", "1.0.0"), ["@s/x@1.0.0", "ms@2.1.3"]],
  [entry("tb@https://r.example/ms/-/ms-2.0.0.tgz", "2.0.0"), ["ms@2.0.0", "ms@2.1.3"]],
  [entry("g@git+ssh://git@h.example/g.git", "1.0.0"), ["g@1.0.0", "ms@2.1.3"]],
])("what is listed under another name, or from elsewhere: %j", (more, listed) => {
  const lock = `# yarn lockfile v1\n\n\n${more}${MS}`;
  const files = { "package.json": { devDependencies: { dev: "1" } }, "yarn.lock": lock };
  expect(given(files)).toMatchObject({ listed, helpers: [] });
  const windows = lock.replace(/\n/g, "\r\n");
  expect(given({ ...files, "yarn.lock": windows }).listed).toEqual(listed);
});

const LODASH = entry("lodash@4.17.4, lodash@^4.0.0", "4.17.4");
const optional = entry("ms@2.1.3", "2.1.3", '  optionalDependencies:\n    lodash "^4.0.0"\n');
const required = optional.replace("optionalD", "d");
const dev = { devDependencies: { lodash: "4.17.4", old: "1" } };

it.each([
  ["as optional", { dependencies: { ms: "2.1.3" } }, `${LODASH}${optional}`, true],
  ["from packages", { dependencies: { ms: "2.1.3" } }, `${LODASH}${required}`, true],
  ["in a range that none has", { dependencies: { ms: "2" } }, `${LODASH}${required}`, true],
  ["by nobody", { dependencies: { ms: "2.1.3" } }, `${LODASH}${MS}`, false],
  ["for development alone", { devDependencies: { ms: "2.1.3" } }, `${LODASH}${optional}`, false],
])("a development package that is wanted %s", (_name, wants, lock, ships) => {
  const manifest = {
    ...wants,
    devDependencies: { ...dev.devDependencies, ...Object(wants).devDependencies },
  };
  const { listed } = given({
    "package.json": manifest,
    "yarn.lock": `${lock}${entry("old@1", "1.0.0")}${entry("more@1", "1.0.0")}`,
  });
  expect(listed.includes("lodash@4.17.4")).toBe(ships);
  expect(listed).not.toContain("old@1.0.0");
  expect(listed).toContain("more@1.0.0");
});

it.each([
  ["a resolution", { resolutions: { "a/lodash": "4.17.4" } }, ""],
  [
    "a package extension",
    {},
    "packageExtensions:\n  a@*:\n    dependencies:\n      lodash: 4.17.4\n",
  ],
])("of later versions, what %s puts there ships", (_name, more, settings) => {
  const lock = [
    "__metadata:\n  version: 8\n\n",
    berry("a@npm:1.0.0", "a@npm:1.0.0", "1.0.0", '  dependencies:\n    lodash: "npm:^4.17.20"\n'),
    berry("lodash@npm:4.17.4", "lodash@npm:4.17.4", "4.17.4"),
    berry("lodash@npm:^4.17.20", "lodash@npm:4.17.21", "4.17.21"),
    berry("r@workspace:.", "r@workspace:.", "0.0.0-use.local", "  dependencies:\n    a: 1.0.0\n"),
  ];
  const { listed } = given({
    "package.json": {
      dependencies: { a: "1.0.0" },
      devDependencies: { lodash: "4.17.4" },
      ...more,
    },
    "yarn.lock": lock.join(""),
    ".yarnrc.yml": settings,
  });
  expect(listed).toEqual(["a@1.0.0", "lodash@4.17.4", "lodash@4.17.21"]);
});

it("an entry with a long key, as later versions write it, is one too; and what an entry wants is told", () => {
  const long = berry("KEY", "lodash@npm:4.17.4", "4.17.4").replace(
    '"KEY":',
    '? "lodash@npm:^4.0.0, lodash@npm:^4.1.0"\n:',
  );
  const a = berry("a@npm:1", "a@npm:1.0.0", "1.0.0", "  dependencies:\n    lodash: ^4.1.0\n");
  const { text } = given({ "yarn.lock": `${long}${a}` });
  expect(text).toBe(
    '# yarn lockfile v1\n\n\n"lodash@4.17.4":\n  version "4.17.4"\n\n"a@1.0.0":\n  version "1.0.0"\n  dependencies:\n    "lodash" "4.17.4"\n',
  );
});

it("where a manifest can't be read, nobody can tell what is for development", () => {
  const lock = `${LODASH}${MS}`;
  const files = { "package.json": dev, "yarn.lock": lock };
  expect(given(files).listed).toEqual(["ms@2.1.3"]);
  expect(given({ ...files, "a/package.json": "{" }).listed).toEqual(["lodash@4.17.4", "ms@2.1.3"]);
});

it.each([
  ["that ships nothing", LODASH],
  ["that can't be read", `<<<<<<< HEAD\n${LODASH}`],
])("a lockfile %s stays, and its package.json with it", (_name, lock) => {
  const { text, helpers } = given({ "package.json": dev, "yarn.lock": lock });
  expect([text, helpers]).toEqual(["", ["package.json"]]);
});

it("a hostile one takes no long time", () => {
  const count = 20_000;
  const wants = '  dependencies:\n    "__proto__" "x"\n';
  const many = Array.from({ length: count }, (_, at) =>
    entry(`__proto__@${at}`, `${at}.0.0`, wants),
  );
  const started = Date.now();
  const { listed } = given({
    "package.json": '{ "dependencies": { "__proto__": "x", "a": "1" } }',
    "yarn.lock": many.join(""),
  });
  expect(listed).toHaveLength(count);
  expect(Date.now() - started).toBeLessThan(5000);
});
