/** The release workflow: rights, pins, no shell logic, and under the tools that know GitHub. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { COPIES, commands, OURS, text, yaml } from "./files.ts";
import { actionlint, pythonCheck } from "./tools/tools.ts";

const RELEASE = ".github/workflows/release.yml";
const [lint, zizmor] = await Promise.all([actionlint(), pythonCheck("zizmor")]);

const workflow = z.object({
  on: z.object({ push: z.object({ tags: z.tuple([z.literal("v*")]) }).strict() }).strict(),
  permissions: z.object({}).strict(),
  jobs: z.object({
    test: z.object({ permissions: z.object({ contents: z.literal("read") }).strict() }),
    npm: z.object({
      needs: z.literal("test"),
      environment: z.literal("release"),
      permissions: z
        .object({ contents: z.literal("read"), "id-token": z.literal("write") })
        .strict(),
    }),
  }),
});

it("no workflow is without a test", () => {
  const there = readdirSync(".github/workflows").map((name) => `.github/workflows/${name}`);
  expect(there.sort()).toEqual([".github/workflows/advisories.yml", OURS.github, RELEASE]);
});

it("only a tag releases, after the tests, with an approval and the least rights", () => {
  workflow.parse(yaml(RELEASE));
  expect(text(RELEASE)).not.toContain("secrets.");
});

it("every action is the commit that the gate's workflow has", () => {
  const used = text(RELEASE).match(/(?<=\buses: ).+/g) ?? [];
  expect(used.length).toBeGreaterThan(1);
  for (const action of used) {
    expect(action).toMatch(/@[0-9a-f]{40} # v/);
    expect(text(OURS.github)).toContain(action);
  }
  expect(text(COPIES.github)).not.toContain("npm publish");
});

it("no shell logic: each step is one command", () => {
  for (const command of commands(RELEASE)) expect(command).toMatch(/^npm [\w -]+$/);
});

describe.skipIf(!lint.ok)(
  `actionlint${lint.ok ? "" : ` (not here: ${lint.error.message})`}`,
  () => {
    it("finds nothing", () => {
      const ended = spawnSync(lint.ok ? lint.value : "", [RELEASE], { encoding: "utf8" });
      expect(ended.stdout).toBe("");
      expect(ended.status).toBe(0);
    });
  },
);

describe.skipIf(!zizmor.ok)(
  `zizmor${zizmor.ok ? "" : ` (not here: ${zizmor.error.message})`}`,
  () => {
    it("finds nothing", () => {
      const args = ["--offline", "--no-ignores", "--persona", "pedantic", RELEASE];
      const ended = spawnSync(zizmor.ok ? zizmor.value : "", args, { encoding: "utf8" });
      expect(ended.status, ended.stdout + ended.stderr).toBe(0);
    });
  },
);
