/**
 * The CI files under the tools that know their systems: actionlint and zizmor for GitHub, GitLab's
 * published schema, Groovy for Jenkins, Renovate's schema. Each tool first has to find what is wrong.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { z } from "zod";
import type { Result } from "../../dagger/src/core/result.ts";
import { temporary } from "../e2e/greengate.ts";
import { COPIES, OURS, text, yaml } from "./files.ts";
import { actionlint, groovy, pythonCheck } from "./tools/tools.ts";

const SECONDS = 120_000;

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    timeout: SECONDS,
  });
  return { exitCode: status, output: `${stdout}${stderr}` };
}

/** The file with something changed, under the same name in another folder. */
function changed(
  path: string,
  ...changes: readonly (readonly [string | RegExp, string])[]
): string {
  let content = text(path);
  for (const [from, to] of changes) {
    const before = content;
    content = before.replace(from, to);
    expect(content).not.toBe(before);
  }
  return written(path, content);
}

function written(path: string, content: string): string {
  const folder = join(temporary(), ".github/workflows");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, path.split("/").at(-1) ?? "");
  writeFileSync(file, content);
  return file;
}

const [lint, zizmor, schema, java] = await Promise.all([
  actionlint(),
  pythonCheck("zizmor"),
  pythonCheck("check-jsonschema"),
  groovy(),
]);
const why = (tool: Result<string>) => (tool.ok ? "" : ` (not here: ${tool.error.message})`);
const program = (tool: Result<string>) => (tool.ok ? tool.value : "");
const workflows = [OURS.github, COPIES.github];

describe.skipIf(!lint.ok)(`actionlint${why(lint)}`, () => {
  it("finds nothing in the workflows", () => {
    expect(run(program(lint), ...workflows)).toEqual({ exitCode: 0, output: "" });
  });

  it("would: an output of a job that is not there", () => {
    const broken = changed(OURS.github, ["needs.release.outputs", "needs.publish.outputs"]);
    expect(run(program(lint), broken).output).toContain('property "publish" is not defined');
  });
});

describe.skipIf(!zizmor.ok)(`zizmor${why(zizmor)}`, () => {
  const audit = (persona: string, ...files: string[]) =>
    run(program(zizmor), "--offline", "--no-ignores", "--persona", persona, ...files);

  it("finds nothing in the workflows", () => {
    const ended = audit("pedantic", ...workflows);
    expect(ended.output).toContain("No findings to report");
    expect(ended.exitCode).toBe(0);
  });

  it("nor with their anchors written out, which leaves their comments out", () => {
    expect(audit("regular", ...workflows.map(writtenOut)).exitCode).toBe(0);
  });

  it("would: actions by tag, a stranger's code or words, too many rights", () => {
    const broken = changed(
      COPIES.github,
      [/@[0-9a-f]{40} # v7\.0\.1/, "@v7"],
      ["  pull_request:\n", "  pull_request_target:\n"],
      ["permissions: {}", "permissions: write-all"],
      ["cat greengate-report/report.md", `echo $\{{ github.event.pull_request.title }}`],
    );
    const { output, exitCode } = audit("pedantic", broken);
    expect(exitCode).not.toBe(0);
    const named = ["unpinned-uses", "dangerous-triggers", "excessive-permissions"];
    for (const finding of [...named, "template-injection"]) expect(output).toContain(finding);
  });
});

/** Aliases replaced by what they stand for; zizmor follows few of them. */
const writtenOut = (path: string): string =>
  written(path, stringify(yaml(path), { aliasDuplicateObjects: false }));

describe.skipIf(!schema.ok)(`check-jsonschema${why(schema)}`, () => {
  const gitlab = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"];
  const renovate = ["--builtin-schema", "vendor.renovate"];
  const check = (...args: string[]) => run(program(schema), ...args);

  it("finds nothing in the files for GitLab", () => {
    const ended = check(...gitlab, OURS.gitlab, COPIES.gitlab);
    expect(ended.exitCode, ended.output).toBe(0);
  });

  it("would: a report that GitLab does not take", () => {
    const broken = changed(OURS.gitlab, ["codequality:", "code_quality:"]);
    expect(check(...gitlab, broken).exitCode).toBe(1);
  });

  it("finds nothing in Renovate's configuration", () => {
    expect(check(...renovate, "renovate.json").exitCode).toBe(0);
  });

  it("would: a rule in words that Renovate has not", () => {
    const broken = changed("renovate.json", ['"strict"', '"stern"']);
    expect(check(...renovate, broken).exitCode).toBe(1);
  });
});

interface Call {
  readonly name?: string | undefined;
  readonly set?: string | undefined;
  readonly arguments?: readonly unknown[] | undefined;
  readonly calls?: readonly Call[] | undefined;
}
const callSchema: z.ZodType<Call> = z.lazy(() =>
  z.object({
    name: z.string().optional(),
    set: z.string().optional(),
    arguments: z.array(z.unknown()).optional(),
    calls: z.array(callSchema).optional(),
  }),
);

describe.skipIf(!java.ok)(`Groovy${why(java)}`, { timeout: SECONDS }, () => {
  const outlined = (...files: string[]) => {
    const environment = ["BRANCH_NAME=main", "WORKSPACE_TMP=/t", "PATH=/bin", "ECR_REPOSITORY=r"];
    const main = ["groovy.ui.GroovyMain", "test/ci/jenkins/outline.groovy"];
    const soon = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];
    return run("java", ...soon, "-cp", program(java), ...main, ...environment, ...files);
  };

  it("runs both Jenkinsfiles: sections and steps that a declarative pipeline has", () => {
    const ended = outlined(OURS.jenkins, COPIES.jenkins);
    expect(ended.exitCode, ended.output).toBe(0);
    const outlines = z.record(z.string(), z.array(callSchema)).parse(JSON.parse(ended.output));
    for (const file of [OURS.jenkins, COPIES.jenkins]) {
      const [pipeline, more] = outlines[file] ?? [];
      expect([pipeline?.name, more]).toEqual(["pipeline", undefined]);
      if (pipeline) declarative(pipeline);
    }
  });

  it("would not: a name that there is not", () => {
    const unknown = outlined(changed(OURS.jenkins, ["checkout scm", "checkout smc"]));
    expect(unknown.exitCode).not.toBe(0);
    expect(unknown.output).toContain("No such property: smc");
  });
});

/** What may stand in each section: jenkins.io/doc/book/pipeline/syntax, as far as we use it. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  pipeline: ["agent", "options", "triggers", "environment", "stages"],
  stages: ["stage"],
  stage: ["agent", "options", "environment", "when", "stages", "steps", "post"],
  post: ["always"],
  when: ["beforeAgent", "branch", "not", "expression"],
};
const STEPS = [
  ...["deleteDir", "dir", "checkout", "scmGit", "sh", "input", "script"],
  ...["withCredentials", "string"],
  ...["archiveArtifacts", "junit", "recordIssues", "sarif"],
];

function declarative(call: Call): void {
  const { name = "", calls = [] } = call;
  for (const inner of calls) {
    if (["agent", "options", "triggers", "environment"].includes(name)) continue;
    if (SECTIONS[name]) expect(SECTIONS[name], name).toContain(inner.name);
    else if (["steps", "always", "script", "withCredentials", "dir"].includes(name)) {
      if (inner.set === undefined) expect(STEPS).toContain(inner.name);
    }
    declarative(inner);
  }
  if (name !== "stage") return;
  // Exactly one of them, or Jenkins refuses the file.
  const bodies = calls.filter((inner) => inner.name === "steps" || inner.name === "stages");
  expect(bodies, String(call.arguments)).toHaveLength(1);
  if (!JSON.stringify(bodies).includes('"withCredentials"')) return;
  if (bodies[0]?.name === "stages") return;
  // A pull request reaches no stage that has credentials: main only, or after what main published.
  const when = JSON.stringify(calls.find((inner) => inner.name === "when")?.calls);
  expect(when).toMatch(/"branch","arguments":\["main"\]|"expression"/);
}
