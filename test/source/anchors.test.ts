/** Where in the repository a reported package, path or base image stands. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RawFinding } from "../../dagger/src/core/finding.ts";
import { DEFAULT_POLICY, type Policy } from "../../dagger/src/core/policy/policy.ts";
import { anchorsOf } from "../../dagger/src/source/anchors.ts";
import { shapeOf } from "../../dagger/src/source/lockfile-lines.ts";
import { readTree } from "../../dagger/src/source/tree.ts";

/** As each tool writes it. */
const FILES: Record<string, [text: string, found: string[]]> = {
  "package-lock.json": [
    '{\n "packages": {\n  "": {\n   "version": "1.0.0"\n  },\n  "node_modules/@a/b": {\n   "version": "4.17.4",\n   "dependencies": {\n    "c": "1"\n   }\n  },\n  "node_modules/@a/b/node_modules/c": {\n   "version": "1.2.0"\n  }\n }\n}',
    ["@a/b 4.17.4 7", "c 1.2.0 13"],
  ],
  "yarn.lock": [
    '# yarn lockfile v1\n\n"@a/b@^1.0.0", "@a/b@^1.1.0":\n  version "1.1.2"\n  dependencies:\n    c "^1"\n\nc@^1:\n  version "1.2.0"\n',
    ["@a/b 1.1.2 4", "c 1.2.0 9"],
  ],
  "later/yarn.lock": ['"c@npm:^1, c@npm:~1.2":\n  version: 1.2.0\n', ["c 1.2.0 2"]],
  "pnpm-lock.yaml": [
    "packages:\n\n  '@a/b@1.1.2':\n    resolution: {}\n  c@1.2.0(d@2.0.0):\n    x: y\n",
    ["@a/b 1.1.2 3", "c 1.2.0 5"],
  ],
  "old/pnpm-lock.yaml": [
    "packages:\n  /@a/b/1.1.2:\n    x: y\n  /c@1.2.0:\n",
    ["@a/b 1.1.2 2", "c 1.2.0 4"],
  ],
  "bun.lock": ['    "@a/b": ["@a/b@1.1.2", "", {}],\n', ["@a/b 1.1.2 1"]],
  "requirements-dev.txt": [
    "# a==1\nFlask == 0.12  # old\nrequests[socks]==2.19.0 ; python_version > '3' \\\n    --hash=sha256:aa\n",
    ["Flask 0.12 2", "requests 2.19.0 3"],
  ],
  "uv.lock": ['version = 1\n\n[[package]]\nname = "flask"\nversion = "0.12"\n', ["flask 0.12 5"]],
  "Pipfile.lock": [
    '{\n "requests": {\n  "hashes": [],\n  "version": "==2.19.0"\n }\n}',
    ["requests 2.19.0 4"],
  ],
  "Cargo.lock": ['[[package]]\nname = "time"\nversion = "0.1.40"\n', ["time 0.1.40 3"]],
  "go.mod": [
    "module example.com/x\n\ngo 1.22\n\nrequire golang.org/x/net v0.1.0\nrequire (\n\tgolang.org/x/text v0.3.0 // indirect\n)\n",
    ["golang.org/x/net v0.1.0 5", "golang.org/x/text v0.3.0 7"],
  ],
  "pom.xml": [
    "<dependency>\n <groupId>org.a</groupId>\n <artifactId>b</artifactId>\n <version>1.2</version>\n</dependency>\n",
    ["org.a:b 1.2 4"],
  ],
  "gradle.lockfile": ["# x\norg.a:b:1.2=compileClasspath,runtimeClasspath\n", ["org.a:b 1.2 2"]],
  "Gemfile.lock": ["GEM\n  specs:\n    rails (6.0.0)\n      rake (>= 1)\n", ["rails 6.0.0 3"]],
  "composer.lock": ['   "name": "a/b",\n   "version": "v1.2.0",\n', ["a/b v1.2.0 2"]],
  "packages.lock.json": [
    '  "Newtonsoft.Json": {\n   "type": "Direct",\n   "resolved": "12.0.1",\n',
    ["Newtonsoft.Json 12.0.1 3"],
  ],
};

it.each(Object.entries(FILES))("the lines of %s", (path, [text, found]) => {
  const lines = shapeOf(path)?.[1](text.split("\n")) ?? [];
  expect(lines.map(({ name, version, line }) => `${name} ${version} ${line}`)).toEqual(found);
});

it("every package of this repository's own lockfile is found where it stands", () => {
  const text = readFileSync("package-lock.json", "utf8");
  const { packages } = JSON.parse(text) as { packages: Record<string, { version: string }> };
  const lines = text.split("\n");
  const found = shapeOf("package-lock.json")?.[1](lines) ?? [];
  expect(found).toHaveLength(Object.keys(packages).length - 1);
  for (const { version, line } of found)
    expect(lines[line - 1]).toContain(`"version": "${version}"`);
});

const of = (purl: string, path: string): RawFinding => {
  const [, name = "", version = ""] = /^pkg:\w+\/(.*)@(.*)$/.exec(purl) ?? [];
  const ref = { name, version, purl, fixed: "", os: false };
  return { category: "vulnerability", id: "CVE-1", title: "", package: ref, location: { path } };
};

describe("a real tree", () => {
  const tree = readTree("examples/clinic", "user_service");
  const policy: Policy = {
    ...DEFAULT_POLICY,
    service: { ...DEFAULT_POLICY.service, path: "user_service", name: "user_service" },
  };
  const dockerfile = {
    path: "user_service/Dockerfile",
    line: expect.any(Number),
    image: expect.stringContaining("python"),
  };

  it("has the base image, the policy's paths of that service, and lines of what was reported", () => {
    const requirements = tree.text("user_service/requirements.txt").split("\n");
    const [, name, version] = /^([\w-]+)==([^\s;\\]+)/m.exec(requirements.join("\n")) ?? [];
    const purl = `pkg:pypi/${name}@${version}`;
    const anchors = anchorsOf(tree, policy, [
      of(purl, `usr/local/lib/python3.13/site-packages/${name}.dist-info/METADATA`),
      of("pkg:pypi/nowhere@1", "user_service/requirements.txt"),
      of("pkg:npm/elsewhere@1", "package-lock.json"),
    ]);
    const line = requirements.findIndex((text) => text.startsWith(`${name}==${version}`)) + 1;
    const path = "user_service/requirements.txt";
    expect(anchors.dockerfile).toEqual(dockerfile);
    expect(anchors.packages).toContainEqual({ name, version, path, line });
    expect(anchors.packages).toContainEqual({ name: "nowhere", version: "1", path });
    expect(anchors.packages).toHaveLength(2);
    const text = tree.text("greengate.yaml").split("\n");
    expect(anchors.list?.path).toBe("greengate.yaml");
    for (const { url, line } of anchors.paths) expect(text[line - 1]).toContain(url);
    expect(anchors.paths.length).toBeGreaterThan(0);
  });

  it("is no matter of the order in which it was found", () => {
    const found = [
      of("pkg:pypi/b@1", "user_service/requirements.txt"),
      of("pkg:pypi/a@1", "user_service/requirements.txt"),
    ];
    expect(anchorsOf(tree, policy, [...found].reverse())).toEqual(anchorsOf(tree, policy, found));
  });

  it("lacks what is not there", () => {
    const service = { ...policy.service, path: ".", dockerfile: "none" };
    const empty = { paths: [], links: [], unmatched: [], text: () => "" };
    expect(anchorsOf(empty, { ...policy, service }, [])).toEqual({ packages: [], paths: [] });
    const broken = {
      paths: ["go.mod"],
      links: [],
      unmatched: [],
      text: () => {
        throw new Error("gone");
      },
    };
    expect(anchorsOf(broken, policy, [of("pkg:golang/x@1", "a")])).toEqual({
      packages: [],
      paths: [],
    });
  });
});
