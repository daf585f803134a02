/** The workflow that renews the runtimes' advisories: rights, pins, steps, and its pull request. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { temporary } from "../e2e/greengate.ts";
import { committed, gitIn } from "../support/git.ts";
import { commands, text, yaml } from "./files.ts";
import { actionlint, pythonCheck } from "./tools/tools.ts";

const WORKFLOW = ".github/workflows/advisories.yml";
const FILE = "dagger/src/scanners/runtime/built-in.ts";
const [lint, zizmor] = await Promise.all([actionlint(), pythonCheck("zizmor")]);

const job = z.object({
  permissions: z.record(z.string(), z.string()),
  steps: z.array(z.object({ run: z.string().optional() })),
});
const workflow = z.object({
  on: z.strictObject({
    schedule: z.tuple([z.object({ cron: z.literal("0 5 * * 1") })]),
    workflow_dispatch: z.null(),
  }),
  permissions: z.strictObject({}),
  jobs: z.strictObject({ make: job, propose: job }),
});

it("what installs packages and reads others' data may not write; what may write runs neither", () => {
  const { make, propose } = workflow.parse(yaml(WORKFLOW)).jobs;
  expect(make.permissions).toEqual({ contents: "read" });
  expect(propose.permissions).toEqual({ contents: "write", "pull-requests": "write" });
  const ran = (steps: z.output<typeof job>["steps"]) => steps.flatMap(({ run }) => run ?? []);
  expect(ran(propose.steps)).toEqual(["node scripts/propose-advisories.ts"]);
  expect(ran(make.steps).join()).not.toContain("TOKEN");
  expect(text(WORKFLOW).match(/github\.token|secrets\./g)).toHaveLength(1);
  const script = text("scripts/propose-advisories.ts");
  expect(script.match(/ from "[^"]+"/g)).toEqual([' from "node:child_process"']);
});

it("clones every source that the script wants, and no other; no shell logic", () => {
  const script = text("scripts/runtime-advisories.ts");
  const wanted = [...script.matchAll(/clone\("([^"]+)"\)/g)].map(([, name]) => name);
  const said = commands(WORKFLOW);
  const cloned = [...said.join(" ").matchAll(/github\.com\/\S+\/(\S+)/g)].map(([, name]) => name);
  expect(cloned).toEqual(wanted);
  for (const command of said) expect(command).not.toMatch(/&&|\|\||[|;]|\b(if|then|for|exit)\b/);
});

it("without its clones the script names them in a sentence, and writes nothing", () => {
  const file = "dagger/src/scanners/runtime/built-in.ts";
  const before = text(file);
  for (const folder of [[], ["nowhere"]]) {
    const args = ["--import", "tsx", "scripts/runtime-advisories.ts", ...folder];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stderr).toMatch(/^Clone nodejs\/security-wg, nodejs\/Release, .+ into .+\.\n$/);
    expect(status).toBe(2);
  }
  expect(text(file)).toBe(before);
});

const why = (tool: typeof lint) => (tool.ok ? "" : ` (not here: ${tool.error.message})`);

describe.skipIf(!lint.ok)(`actionlint${why(lint)}`, () => {
  it("finds nothing", () => {
    const ended = spawnSync(lint.ok ? lint.value : "", [WORKFLOW], { encoding: "utf8" });
    expect(ended.stdout).toBe("");
    expect(ended.status).toBe(0);
  });
});

describe.skipIf(!zizmor.ok)(`zizmor${why(zizmor)}`, () => {
  it("finds nothing", () => {
    const args = ["--offline", "--no-ignores", "--persona", "pedantic", WORKFLOW];
    const ended = spawnSync(zizmor.ok ? zizmor.value : "", args, { encoding: "utf8" });
    expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  });
});

describe("the pull request", () => {
  /** A clone of a repository that has the file, and a gh that writes down what it is asked. */
  function proposed(change: Record<string, string>, open = "") {
    const [at, bin] = [temporary(), temporary()];
    const [origin, clone, asked] = [join(at, "origin"), join(at, "clone"), join(at, "asked")];
    mkdirSync(dirname(join(origin, FILE)), { recursive: true });
    writeFileSync(join(origin, FILE), "old\n");
    committed(origin);
    gitIn(at)("clone", "-q", origin, clone);
    for (const [path, content] of Object.entries(change)) writeFileSync(join(clone, path), content);
    const answer = `case "$2" in list) printf '%s' "${open}" ;; create) echo https://new ;; esac`;
    writeFileSync(join(bin, "gh"), `#!/bin/sh\necho "$*" >> '${asked}'\n${answer}\n`);
    chmodSync(join(bin, "gh"), 0o755);
    writeFileSync(asked, "");
    const tsx = ["--import", import.meta.resolve("tsx"), resolve("scripts/propose-advisories.ts")];
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
    const ended = spawnSync(process.execPath, tsx, { cwd: clone, env, encoding: "utf8" });
    expect(ended.status, ended.stderr).toBe(0);
    return { said: ended.stdout, asked: readFileSync(asked, "utf8"), origin };
  }

  it("has that file alone, whatever else lies about", () => {
    const more = { [FILE]: "new\n", "dagger/src/scanners/runtime/judge.ts": "evil\n" };
    const { said, asked, origin } = proposed(more);
    expect(said).toBe("https://new\n");
    expect(asked).toMatch(
      /^pr list --head advisories .*\npr create --base main --head advisories /,
    );
    expect(gitIn(origin)("show", "--stat=200", "--format=%s", "advisories")).toMatch(
      /^The runtimes' advisories are those of today\n\n dagger\/src\/scanners\/runtime\/built-in\.ts \|.*\n 1 file changed/,
    );
    expect(gitIn(origin)("show", `advisories:${FILE}`)).toBe("new");
  });

  it("that is open already gets the newer file, and no second one", () => {
    const { said, asked, origin } = proposed({ [FILE]: "new\n" }, "https://old");
    expect(said).toBe("https://old has the newer file.\n");
    expect(asked).not.toContain("pr create");
    expect(gitIn(origin)("show", `advisories:${FILE}`)).toBe("new");
  });

  it("is not made where nothing differs", () => {
    const { said, asked, origin } = proposed({ "dagger/other": "x" });
    expect(said).toContain("those of their sources");
    expect(asked).toBe("");
    expect(gitIn(origin)("branch", "--list", "advisories")).toBe("");
  });
});
