/** Nobody's code gets a right or a secret that it does not need; a stranger's gets none. */
import { expect, it } from "vitest";
import { z } from "zod";
import { COPIES, OURS, yaml } from "./files.ts";

const SECRET = /secrets\.|id-token|id_tokens|COSIGN_|aws-actions|get-login-password/;

const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.object({}).strict(),
  jobs: z.record(
    z.string(),
    z.looseObject({
      if: z.string().optional(),
      needs: z.string().optional(),
      permissions: z.record(z.string(), z.enum(["read", "write"])),
      "timeout-minutes": z.number(),
    }),
  ),
});

it.each([OURS.github, COPIES.github])("%s: rights are given job by job", (path) => {
  const { on, jobs } = workflow.parse(yaml(path));
  expect(Object.keys(on)).toEqual(["push", "pull_request", "schedule"]);
  expect(on.push).toEqual({ branches: ["main"] });
  expect(on.schedule).toEqual([{ cron: "0 6 * * 1" }]);
  const writes = Object.entries(jobs).map(([name, { permissions }]) => [
    name,
    Object.keys(permissions).filter((right) => permissions[right] === "write"),
  ]);
  expect(Object.fromEntries(writes)).toEqual({
    ...(jobs.test && { test: [] }),
    gate: ["security-events"],
    release: ["security-events", "id-token"],
    deploy: ["id-token"],
  });
});

it.each([OURS.github, COPIES.github])("%s: a pull request reaches no secret", (path) => {
  const { jobs } = workflow.parse(yaml(path));
  const withSecrets = Object.keys(jobs).filter((name) => SECRET.test(JSON.stringify(jobs[name])));
  expect(withSecrets).toEqual(["release", "deploy"]);
  expect(jobs.release?.if).toMatch(/^github\.event_name == 'push' && /);
  // Skipped with it, having no condition of its own.
  expect(jobs.deploy).toMatchObject({ needs: "release", environment: "production" });
  expect(jobs.deploy?.if).toBe(undefined);
});

it.each([OURS.gitlab, COPIES.gitlab])("%s: nor does a merge request", (path) => {
  const jobs = z.record(z.string(), z.unknown()).parse(yaml(path));
  const withSecrets = Object.keys(jobs).filter((name) => SECRET.test(JSON.stringify(jobs[name])));
  expect(withSecrets).toEqual(["release", "deploy"]);
  const rules = z.object({
    rules: z.array(z.object({ if: z.string(), when: z.string().optional() })),
  });
  for (const name of withSecrets) {
    const [rule, another] = rules.parse(jobs[name]).rules;
    expect(rule?.if).toMatch(
      /^\$CI_PIPELINE_SOURCE == "push" && \$CI_COMMIT_BRANCH == \$CI_DEFAULT_BRANCH && /,
    );
    expect(another).toBe(undefined);
    expect(rule?.when).toBe(name === "deploy" ? "manual" : undefined);
  }
});
