/** Links in a source on disk: for each scanner, whether what they lead to was looked at. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Policy, policySchema } from "../../dagger/src/core/policy/policy.ts";
import { nothingSelected } from "../../dagger/src/folder/records.ts";
import { SCANNERS, scannerOf } from "../../dagger/src/scanners/index.ts";
import { linkHint, unfollowedLinks } from "../../dagger/src/scanners/links.ts";
import { copySelection, readTree } from "../../dagger/src/source/tree.ts";
import { temporary } from "../e2e/greengate.ts";

const RULES = { "rules.yaml": "rules: [{ id: a, languages: [python] }]\n" };
const POLICY = { version: 1, service: { dockerfile: "none" }, semgrepRules: ["rules.yaml"] };
const TF = 'resource "aws_s3_bucket" "b" {}\n';
const NPM = '{ "dependencies": { "lodash": "^4" } }';
const POD = "apiVersion: v1\nkind: Pod\nmetadata: {}\n";
const ALL = ["bandit", "semgrep", "secrets", "trivy-fs", "pip-audit", "trivy-config"];

/** In a folder of its own, so that a link can lead out of it and into a file. */
function sourceOf(files: Record<string, string>, links: Record<string, string>): string {
  const around = temporary();
  const source = join(around, "source");
  for (const [path, text] of Object.entries({ "../other/x.py": "x\n", ...RULES, ...files })) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  for (const [path, to] of Object.entries(links)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    symlinkSync(to, join(source, path));
  }
  return source;
}

/** Stage → the links that are missing evidence there. */
function gaps(source: string, more: object = {}): Record<string, string[]> {
  const policy: Policy = policySchema.parse({ ...POLICY, ...more });
  const tree = readTree(source, policy.service.path, policy.exclude);
  const found = SCANNERS.flatMap(({ stage, invocation }) => {
    const selection = invocation?.select?.(tree, policy);
    const hidden = selection ? unfollowedLinks(tree, selection).map(({ path }) => path) : [];
    return hidden.length > 0 ? [[stage, hidden] as const] : [];
  });
  return Object.fromEntries(found);
}

const files = { "lib/a.py": "a\n", "lib/code.txt": "a\n", "docs/readme.md": "a\n" };

it.each<[string, Record<string, string>, Record<string, string>, readonly string[]]>([
  [
    "a file that is Python by the link's name only",
    files,
    { "app.py": "lib/code.txt" },
    ["bandit", "semgrep"],
  ],
  ["a file that is Python by its own name too", files, { "app.py": "lib/a.py" }, []],
  ["by way of another link", files, { "app.py": "b", b: "lib/a.py" }, []],
  ["a file by a name that nobody looks for", files, { "NOTES.txt": "lib/code.txt" }, []],
  ["a folder that is listed", files, { src: "lib", "lib/self": "." }, []],
  ["the source itself", files, { all: "." }, []],
  ["a folder out of the source", files, { src: "../other" }, ALL],
  ["out of the source and in again", files, { src: "../source/lib" }, ALL],
  ["an absolute path", files, { src: "/usr/lib" }, ALL],
  [
    "a Python file out of the source",
    files,
    { "app.py": "../other/x.py" },
    ["bandit", "semgrep", "secrets"],
  ],
  ["a picture out of the source", files, { "a.png": "../a.png" }, ["secrets"]],
  ["nothing", files, { "app.py": "gone.py" }, ["bandit", "semgrep", "secrets"]],
  ["itself", files, { lib2: "lib2" }, ALL],
  [
    "a file as if it were a folder",
    files,
    { src: "lib/a.py/", "b.py": "lib/a.py/x" },
    ["bandit", "semgrep", "secrets"],
  ],
  [
    "a folder that is left out",
    { ...files, "node_modules/x/a.py": "a\n" },
    { x: "node_modules/x" },
    ALL,
  ],
  ["links in a folder that is left out", files, { "node_modules/.bin/x": "../../../other" }, []],
  [
    "requirements",
    { "deps.lst": "idna==3.11\n" },
    { "requirements.txt": "deps.lst" },
    ["trivy-fs"],
  ],
  [
    "requirements out of the source",
    {},
    { "requirements.txt": "../r.txt" },
    ["secrets", "trivy-fs", "pip-audit"],
  ],
  [
    "requirements by the folder's name",
    { "deps/a.txt": "idna==3.11\n" },
    { requirements: "deps" },
    ["pip-audit"],
  ],
  ["a go.mod", { "mod.txt": "module m\nrequire x v1\n" }, { "go.mod": "mod.txt" }, ["trivy-fs"]],
  ["a go.mod that needs nothing", { "mod.txt": "module m\n" }, { "go.mod": "mod.txt" }, []],
  ["a go.mod that is lost", {}, { "go.mod": "gone/go.mod" }, ["secrets", "trivy-fs"]],
  ["a package.json", { "p.txt": NPM }, { "package.json": "p.txt" }, ["trivy-fs"]],
  ["one that lists nothing", { "p.txt": "{}" }, { "package.json": "p.txt" }, []],
  ["one that is a finding where it is", { "a/package.json": NPM }, { b: "a" }, []],
  ["one that is lost", {}, { "package.json": "gone" }, ["secrets", "trivy-fs", "trivy-config"]],
  [
    "one that is lost, beside a lockfile",
    { "yarn.lock": "" },
    { "package.json": "gone/package.json" },
    ["secrets", "trivy-config"],
  ],
  [
    "a lockfile that two manifests share",
    { "a/package.json": NPM, "b/package.json": NPM, "b/yarn.lock": "" },
    { "a/yarn.lock": "../b/yarn.lock", c: "b" },
    [],
  ],
  ["Terraform", { "tf.txt": TF }, { "main.tf": "tf.txt" }, ["trivy-config"]],
  ["Terraform that is there", { "a/main.tf": TF }, { "main.tf": "a/main.tf" }, []],
  ["a manifest", { "pod.txt": POD }, { "pod.yaml": "pod.txt" }, ["trivy-config"]],
  ["YAML that is no manifest", { "a.txt": "a: b\n" }, { "a.yaml": "a.txt" }, []],
  ["YAML out of the source", {}, { "a.yaml": "../a.yaml" }, ["secrets", "trivy-config"]],
  ["a chart", { "c.txt": "apiVersion: v2\n" }, { "c/Chart.yaml": "../c.txt" }, ["trivy-config"]],
])("to %s", (_name, files, links, stages) => {
  expect(Object.keys(gaps(sourceOf(files, links)))).toEqual(stages);
});

it("the Dockerfile", () => {
  const source = sourceOf({ "docker/Prod": "FROM scratch\n" }, { Dockerfile: "docker/Prod" });
  expect(gaps(source, { service: {} })).toEqual({ "trivy-config": ["Dockerfile"] });
});

it("to what the policy excludes, unless it excludes the link too", () => {
  const source = sourceOf({ "old/a.py": "a\n" }, { "app.py": "old/a.py", new: "old" });
  expect(gaps(source, { exclude: ["old"] }).bandit).toEqual(["app.py", "new"]);
  expect(gaps(source, { exclude: ["old", "new", "app.py"] })).toEqual({});
});

it("out of the service's own folder, whose files nobody lists for it", () => {
  const source = sourceOf(
    { "web/a.py": "a\n", "shared/b.py": "b\n", LICENSE: "c\n" },
    { "web/shared": "../shared", "web/LICENSE": "../LICENSE", "web/b.py": "../shared/b.py" },
  );
  const service = { path: "web", dockerfile: "none" };
  const found = gaps(source, { service });
  expect(found.bandit).toEqual(["web/b.py", "web/shared"]);
  expect(found.secrets).toEqual(["web/LICENSE", "web/b.py", "web/shared"]);
  expect(found["pip-audit"]).toEqual(["web/shared"]);
});

it("a service's folder that is a link, or behind one, is not read", () => {
  const source = sourceOf({ "apps/web/a.py": "a\n" }, { web: "apps/web", services: "../other" });
  for (const path of ["web", "services/x"]) {
    const found = gaps(source, { service: { path, dockerfile: "none" } });
    expect(found).toEqual(Object.fromEntries(ALL.map((stage) => [stage, [path]])));
  }
});

it("without rules Semgrep looks at nothing, so no link hides anything from it", () => {
  const found = gaps(sourceOf({}, { src: "../other" }), { semgrepRules: [] });
  expect(Object.keys(found)).toEqual(ALL.filter((stage) => stage !== "semgrep"));
});

it("a stage with nothing but a link does not claim that it does not apply", () => {
  const source = sourceOf(files, { "app.py": "lib/code.txt" });
  const tree = readTree(source, ".", ["lib/a.py"]);
  const bandit = scannerOf("bandit");
  const selection = bandit.invocation?.select?.(tree, policySchema.parse(POLICY));
  expect(selection && nothingSelected(bandit, tree, selection)).toMatchObject({
    status: "missing",
    reason:
      "links are not followed, and what it might look at is behind app.py (a link to lib/code.txt)",
    hint: expect.stringContaining("exclude"),
  });
});

it("what to do has the policy's line to copy", () => {
  const to = (path: string, to: string) => ({ path, to });
  expect(linkHint([to("a", "to nothing"), to("b/c", "to nothing")])).toBe(
    'Remove a link to nothing, or exclude the link in the policy, as in exclude: ["a", "b/c"].',
  );
  expect(linkHint([to("a", "to nothing"), to("b", "out of the source")])).toMatch(/^Put what/);
  expect(linkHint([to("\uFFFD", "a name that is no UTF-8")])).toBe("Give it a name in UTF-8.");
});

it("nothing is read or copied by way of a link", () => {
  const source = sourceOf(files, { "app.py": "../other/x.py", src: "../other" });
  const tree = readTree(source, ".");
  for (const path of ["app.py", "src/x.py", "../other/x.py"]) {
    expect(() => tree.text(path)).toThrow("no plain file of the source");
  }
  const to = temporary();
  const targets = ["app.py", "src/x.py", "../other/x.py", "lib/a.py"];
  copySelection(source, { targets, wants: undefined, none: "" }, join(to, "copy"));
  expect(readTree(to, ".").paths).toEqual(["copy/lib/a.py"]);
});

it("every target of a scanner is one by what it wants", () => {
  const source = sourceOf(
    {
      ...files,
      Dockerfile: "RUN pip install -r deps.lst\n",
      "deps.lst": "-r base.in\nidna==3.11\n",
      "base.in": "idna==3.11\n",
      "requirements.txt": "idna==3.11\n",
      "c/Chart.yaml": "apiVersion: v2\n",
      "c/values.txt": "a\n",
      "pod.yaml": POD,
      "main.tf": TF,
    },
    { "linked-requirements.txt": "base.in" },
  );
  const policy = policySchema.parse({ version: 1, semgrepRules: ["rules.yaml"] });
  const tree = readTree(source, ".");
  for (const { invocation } of SCANNERS) {
    const selection = invocation?.select?.(tree, policy);
    if (!selection) continue;
    expect(selection.targets.length).toBeGreaterThan(0);
    expect(selection.targets.filter((path) => !selection.wants?.(path, path))).toEqual([]);
  }
});

it("an exclude that names nothing is told, also where it leads through a link", () => {
  const source = sourceOf(files, { src: "lib", gone: "nowhere" });
  const exclude = ["lib", "lib/a.py", "gone", "src/a.py", "vendor", "lib/a.py/b"];
  expect(readTree(source, ".", exclude).unmatched).toEqual(["src/a.py", "vendor", "lib/a.py/b"]);
});

it("a name that is no UTF-8 is missing evidence wherever such a file would be looked at", () => {
  const source = sourceOf({}, {});
  const latin = (name: string) => Buffer.from(join(source, name), "latin1");
  writeFileSync(latin("caf\u00e9.py"), "a\n");
  mkdirSync(latin("d\u00e9"));
  writeFileSync(latin("d\u00e9/a.py"), "a\n");
  writeFileSync(join(source, "caf\u00e9.tf"), TF);
  const [file, folder] = ["caf\uFFFD.py", "d\uFFFD"];
  expect(gaps(source)).toMatchObject({
    bandit: [file, folder],
    secrets: [file, folder],
    "trivy-fs": [folder],
  });
  expect(gaps(source, { exclude: [file, folder] })).toEqual({});
});

describe("a submodule that is not checked out", () => {
  const MODULES = '[submodule "lib/sub"]\n\tpath = lib/sub\n\turl = ../sub.git\n';
  const sub = (files: Record<string, string> = {}) => {
    const source = sourceOf({ ".gitmodules": MODULES, "main.py": "a\n", ...files }, {});
    mkdirSync(join(source, "lib/sub"), { recursive: true });
    return source;
  };

  it("is missing evidence for every stage, and the verdict says how to check it out", () => {
    const found = gaps(sub());
    expect(found).toEqual(Object.fromEntries(ALL.map((stage) => [stage, ["lib/sub"]])));
    const to = "a submodule that is not checked out";
    expect(linkHint([{ path: "lib/sub", to }])).toBe(
      'Check submodules out (git submodule update --init --recursive), or exclude them in the policy, as in exclude: ["lib/sub"].',
    );
  });

  it("is so too where it is the service's own folder", () => {
    expect(gaps(sub(), { service: { path: "lib/sub", dockerfile: "none" } })).toMatchObject({
      secrets: ["lib/sub"],
    });
  });

  it("is not where it is excluded, holds something, or lies in no service's folder", () => {
    expect(gaps(sub(), { exclude: ["lib"] })).toEqual({});
    expect(gaps(sub({ "lib/sub/a.py": "a\n" }))).toEqual({});
    expect(gaps(sub({ "app/a.py": "a\n" }), { service: { path: "app" } })).toEqual({});
  });

  it("is told where it is one of a submodule that is", () => {
    const inner = MODULES.replaceAll("lib/sub", "deps/in");
    const files = { "lib/sub/a.py": "a\n", "lib/sub/.gitmodules": inner };
    const source = sub(files);
    mkdirSync(join(source, "lib/sub/deps/in"), { recursive: true });
    expect(gaps(source)).toMatchObject({ secrets: ["lib/sub/deps/in"] });
    const service = { path: "lib/sub/deps", dockerfile: "none" };
    expect(gaps(source, { service })).toMatchObject({ secrets: ["lib/sub/deps/in"] });
  });

  it.each([
    'path="lib/sub"',
    "path = ./lib/sub/ ; the library",
    "\tPATH =\tlib/sub # it\r",
    `path = "lib/sub"\npath =${" ".repeat(200_000)}""`,
  ])("is told however its path is written: %#", (path) => {
    const source = sub({ ".gitmodules": `[submodule "x"]\n${path}\nurl = ../sub.git\n` });
    expect(gaps(source)).toMatchObject({ secrets: ["lib/sub"] });
  });

  it("stops a stage that has nothing else to look at", () => {
    const tree = readTree(sub(), ".");
    const audit = scannerOf("pip-audit");
    const selection = audit.invocation?.select?.(tree, policySchema.parse(POLICY));
    expect(selection && nothingSelected(audit, tree, selection)).toMatchObject({
      status: "missing",
      reason: "what it might look at is in lib/sub (a submodule that is not checked out)",
    });
  });
});
