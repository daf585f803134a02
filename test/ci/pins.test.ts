/** Each thing that the repository takes from elsewhere is pinned, and pinned alike wherever it is named. */
import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { version } from "../../dagger/src/version.ts";
import { found, PINNED_FILES } from "../../scripts/pins/found.ts";
import { ALL, COPIES, commands, text, yaml } from "./files.ts";
import { ACTIONLINT } from "./tools/tools.ts";

const pins = found((path) => readFileSync(path, "utf8"));

it("every action is one commit, with the version that it has", () => {
  const workflows = ALL.filter((path) => /github/.test(path));
  for (const path of workflows) {
    const used = text(path).match(/\buses: .+/g) ?? [];
    expect(used.length).toBeGreaterThan(4);
    for (const line of used) {
      expect(line).toMatch(
        /^uses: (\*\w+|(&\w+ )?[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
      );
    }
  }
});

it("every image of a CI file has tag and digest", () => {
  for (const path of ALL.filter((path) => /gitlab/.test(path))) {
    const images = JSON.stringify(yaml(path)).match(/"(image|name)":"[^"]+"/g) ?? [];
    expect(images.length).toBeGreaterThan(1);
    for (const image of images) {
      expect(image).toMatch(/^"\w+":"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}"$/);
    }
  }
});

it("one name, one version, wherever it is", () => {
  const versions = new Map<string, Set<string>>();
  for (const { kind, name, version, digest } of pins) {
    // Two tags of one repository are two images.
    const key = kind === "image" ? `${name} ${version}` : name;
    versions.set(key, (versions.get(key) ?? new Set()).add(`${version} ${digest}`));
  }
  for (const [name, said] of versions) expect([...said], name).toHaveLength(1);
});

it("one Dagger: that of dagger.json", () => {
  const { engineVersion } = JSON.parse(text("dagger.json")) as { engineVersion: string };
  const said = pins.filter(({ kind }) => kind === "dagger");
  expect(said.map(({ file }) => file).sort()).toEqual([...ALL, "README.md", "dagger.json"].sort());
  const example = JSON.parse(text("examples/module/dagger.json")) as { engineVersion: string };
  expect(example.engineVersion).toBe(engineVersion);
  for (const { file, version } of said) expect(version, file).toBe(engineVersion);
  for (const path of ALL) expect(text(path).split(engineVersion), path).toHaveLength(2);
});

it("a copy says once where Greengate is, at this version", () => {
  for (const path of Object.values(COPIES)) {
    const said = text(path).match(/github\.com\/OWNER\/greengate@\S+?(?='|\s)/g);
    expect(said, path).toEqual([`github.com/OWNER/greengate@v${version}`]);
  }
});

it("what installs Dagger says which, and nothing else is fetched by a script", () => {
  for (const path of ALL) {
    const fetched = commands(path).filter((command) => /https?:/.test(command));
    for (const command of fetched) {
      expect(command).toMatch(
        /^curl -fsSL --create-dirs -o \S+ https:\/\/dl\.dagger\.io\/dagger\/install\.sh$/,
      );
    }
  }
});

it("no digest of the repository is forgotten by the list", () => {
  for (const path of PINNED_FILES) {
    const listed = pins.filter(({ file, digest }) => file === path && digest !== undefined);
    const digests = text(path).match(/sha256:[0-9a-f]{64}|@[0-9a-f]{40}\b/g) ?? [];
    expect(listed, path).toHaveLength(digests.length);
  }
});

it("the locks of Python tools are of the versions that are asked for", () => {
  const python = pins.filter(({ kind }) => kind === "python");
  expect(python.length).toBeGreaterThan(4);
  for (const { name, version } of python) {
    const folder = `dagger/src/scanners/${name === "awscli" ? "ecr" : name}`;
    const checks = `test/ci/tools/${name}.txt`;
    const lock = existsSync(checks) ? checks : `${folder}/requirements.ts`;
    expect(text(lock)).toContain(`\n${name}==${version} `);
    if (lock !== checks) expect(text(`${folder}/tool.ts`)).toContain(`version: "${version}"`);
  }
});

it("so is what checks workflows", () => {
  expect(pins.find(({ name }) => name.includes("actionlint"))?.version).toBe(ACTIONLINT.version);
});

const renovate = z.object({
  customManagers: z.array(
    z.object({
      managerFilePatterns: z.array(z.string()),
      matchStrings: z.array(z.string()),
      depNameTemplate: z.string().optional(),
    }),
  ),
});

it("Renovate's own rules find what it has no manager for: Dagger, our images, Python, Go", () => {
  const { customManagers } = renovate.parse(JSON.parse(text("renovate.json")));
  const moved = customManagers.flatMap(({ managerFilePatterns, matchStrings, depNameTemplate }) => {
    const patterns = managerFilePatterns.map((pattern) => new RegExp(pattern.slice(1, -1)));
    const files = PINNED_FILES.filter((file) => patterns.some((pattern) => pattern.test(file)));
    return files.flatMap((file) =>
      matchStrings.flatMap((match) =>
        [...text(file).matchAll(new RegExp(match, "g"))].map(({ groups = {} }) => {
          const name = depNameTemplate ?? groups.depName;
          return `${file}: ${name} ${groups.currentValue?.replace(/^v/, "")}`;
        }),
      ),
    );
  });
  const ours = pins.filter(
    ({ kind, file }) => ["dagger", "python", "go"].includes(kind) || file.endsWith("images.ts"),
  );
  const wanted = ours.map(
    ({ file, name, version }) => `${file}: ${name} ${version.replace(/^v/, "")}`,
  );
  expect(moved.sort()).toEqual(wanted.sort());
});
