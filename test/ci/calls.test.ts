/** The same calls everywhere: in the three CI files, in those to copy, and in the README. */
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ALL, COPIES, calls, commands, MODULE, OURS, PROTECTED, text, yaml } from "./files.ts";

const ECR = '--username AWS --password cmd:"aws ecr get-login-password"';
const SIGNED =
  '"$IMAGE" --reports greengate-registry --key env:COSIGN_KEY --key-password env:COSIGN_PASSWORD';
/** In the order of the pipeline: tests to ZAP and the verdict, publish, registry scan, approval, deploy. */
const CALLS = [
  "dagger call report export --path greengate-report --wipe",
  "dagger call evaluate --reports greengate-report",
  `dagger call publish --ref "$ECR_REPOSITORY:TAG" ${ECR}`,
  'dagger call ecr-scan --ref "$IMAGE" --reports greengate-report export --path greengate-registry --wipe',
  `dagger call sign --ref ${SIGNED} ${ECR}`,
  `dagger call attest --ref ${SIGNED} ${ECR}`,
  `dagger call verify --ref "$IMAGE" --key cosign.pub ${ECR}`,
];
/** Where the file waits for a person. */
const APPROVAL = { yml: /environment: production/, Jenkinsfile: /input message:/ };

it.each(ALL)("%s makes the same calls, in the pipeline's order", (path) => {
  expect(calls(path)).toEqual(CALLS);
});

it.each(ALL)("%s says each call once", (path) => {
  for (const [, , name = ""] of CALLS.map((call) => call.split(" "))) {
    const protectedBranch = "(--protected-branch \\S+[ \\\\]+)?";
    const said = `(dagger call|call: >-) (-m "\\$GREENGATE" --source \\. )?${protectedBranch}${name} `;
    const file = text(path).replaceAll(/\s+/g, " ");
    expect(file.match(new RegExp(said, "g")), name).toHaveLength(1);
  }
});

it.each(ALL)("%s has the protected branch's policy judge every call that judges", (path) => {
  const said = commands(path).filter((command) => command.startsWith("dagger call "));
  const whose = said.map((command) => PROTECTED.exec(command)?.[1]);
  expect(whose).toEqual(
    CALLS.map((call) =>
      call.includes(" ecr-scan ") ? undefined : call.includes(" verify ") ? "." : '"$PROTECTED"',
    ),
  );
});

const step = z.looseObject({
  if: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const github = z.object({
  jobs: z.looseObject({
    gate: z.looseObject({ env: z.record(z.string(), z.string()), steps: z.array(step) }),
    release: z.looseObject({ env: z.record(z.string(), z.string()) }),
  }),
});

it.each([OURS.github, COPIES.github])("%s: that branch is main, also of a change", (path) => {
  const { gate, release } = github.parse(yaml(path)).jobs;
  // First, so that nothing of the change is there yet, and then out of the source.
  const [main, out, change] = gate.steps;
  expect(main?.with).toEqual({ "persist-credentials": false, ref: "main", path: "protected" });
  expect(gate.env.PROTECTED).toBe("../protected");
  expect(out?.run).toBe("rm -rf ../protected\ncp -a protected/. ../protected\n");
  expect(change?.with).toEqual({ "persist-credentials": false });
  // It runs on main alone.
  expect(release.env.PROTECTED).toBe(".");
});

it.each([OURS.github, COPIES.github])("%s: the verdict is said whatever upload failed", (path) => {
  const judging = github.parse(yaml(path)).jobs.gate.steps.at(-1);
  expect(judging?.run).toContain(" evaluate ");
  expect(judging?.if).toMatch(/^\$\{\{ !cancelled\(\) \}\}$/);
});

it("docs/ci/README.md names each place where main is written", () => {
  const files = { "github.yml": COPIES.github, Jenkinsfile: COPIES.jenkins };
  const readme = text("docs/ci/README.md");
  for (const [name, path] of Object.entries(files)) {
    const code = text(path).replaceAll(/^\s*(#|\/\/).*$/gm, "");
    const row = readme.split("\n").find((line) => line.startsWith(`| \`${name}\` | \``)) ?? "";
    expect(row.match(/\bmain\b/g)).toHaveLength(code.match(/\bmain\b/g)?.length ?? 0);
  }
});

const gitlab = z.looseObject({
  gate: z.looseObject({
    variables: z.object({ PROTECTED: z.literal("/tmp/protected") }),
    script: z
      .tuple([
        z.literal('git fetch --depth 1 origin "$CI_DEFAULT_BRANCH"'),
        z.literal("git worktree add --force --detach /tmp/protected FETCH_HEAD"),
      ])
      .rest(z.string()),
  }),
  release: z.looseObject({ variables: z.looseObject({ PROTECTED: z.literal(".") }) }),
});

it.each([OURS.gitlab, COPIES.gitlab])("%s: that branch is the default one", (path) => {
  gitlab.parse(yaml(path));
});

it.each(ALL)("%s asks a person after the registry's scan, and deploys what it verified", (path) => {
  const file = text(path);
  const asked = APPROVAL[path.endsWith(".yml") ? "yml" : "Jenkinsfile"].exec(file)?.index ?? -1;
  expect(file.indexOf("attest --ref")).toBeLessThan(asked);
  expect(asked).toBeLessThan(file.indexOf("verify --ref"));
  const [last = ""] = commands(path).slice(-1);
  expect(last).toMatch(/^echo "Here you would deploy (\$IMAGE|\$\(cat image\.txt\))"$/);
});

it.each(ALL)("%s leaves decisions to the gate: no shell logic", (path) => {
  const found = commands(path);
  expect(found.length).toBeGreaterThan(CALLS.length);
  for (const command of found) {
    expect(command).not.toMatch(/&&|\|\||[|;]|\b(if|then|for|while|case|set [+-]e|true|exit)\b/);
  }
});

it("the README says the same", () => {
  for (const call of CALLS.slice(0, 2)) expect(text("README.md")).toContain(`${call}\n`);
});

it("the calls name functions and options that the module has", () => {
  const module = text("dagger/src/index.ts");
  for (const call of CALLS) {
    const [, , name = "", ...rest] = call.split(" ");
    const camel = (words: string) => words.replaceAll(/-(\w)/g, (_, c: string) => c.toUpperCase());
    const from = module.indexOf(`  async ${camel(name)}(`);
    expect(from, name).toBeGreaterThan(-1);
    const parameters = module.slice(from, module.indexOf("): Promise<", from));
    const own = rest.slice(0, rest.includes("export") ? rest.indexOf("export") : rest.length);
    for (const option of own.filter((word) => word.startsWith("--"))) {
      expect(parameters, `${name} ${option}`).toMatch(
        new RegExp(`\\b${camel(option.slice(2))}\\??:`),
      );
    }
  }
});

it("what is exported into a source is no part of it: a second call must build the same image", () => {
  const ignored = /defaultPath: "\/",\s+ignore: \[([^\]]+)\]/.exec(text("dagger/src/index.ts"));
  for (const [, folder] of CALLS.join("\n").matchAll(/--path (\S+)/g)) {
    expect(ignored?.[1]).toContain(`"${folder}"`);
  }
});

it("what GitLab keeps is what the calls export", () => {
  const job = z.object({ artifacts: z.object({ paths: z.array(z.string()) }) });
  const file = z.record(z.string(), z.unknown()).parse(yaml(COPIES.gitlab));
  const kept = Object.values(file).flatMap((each) => {
    const read = job.safeParse(each);
    return read.success ? read.data.artifacts.paths : [];
  });
  const exported = [...CALLS.join("\n").matchAll(/--path (\S+)/g)].map(
    ([, folder]) => `${folder}/`,
  );
  expect(new Set(kept)).toEqual(new Set([...exported, "image.txt"]));
});

/** A file as data, the address and this repository's own tests left out. */
function withoutOwn(path: string): unknown {
  const file = yaml(path) as Record<string, unknown>;
  const plain = JSON.stringify(file).replaceAll(MODULE.replaceAll('"', '\\"'), "");
  const { test, stages, ...rest } = parse(plain) as Record<string, unknown>;
  for (const settings of [rest.env, rest.variables] as Record<string, unknown>[]) {
    delete settings?.GREENGATE;
  }
  const jobs = rest.jobs as Record<string, Record<string, unknown>> | undefined;
  delete jobs?.test;
  for (const job of Object.values(jobs ?? {})) if (job.needs === "test") delete job.needs;
  return { ...rest, stages: (stages as string[] | undefined)?.filter((name) => name !== "test") };
}

it.each(["github", "gitlab"] as const)(
  "the file to copy for %s is ours but for the address",
  (system) => {
    expect(withoutOwn(COPIES[system])).toEqual(withoutOwn(OURS[system]));
  },
);

it("so is the Jenkinsfile", () => {
  const pipeline = (path: string) => text(path).slice(text(path).indexOf("pipeline {"));
  const copy = pipeline(COPIES.jenkins).replaceAll(MODULE, "");
  const ours = pipeline(OURS.jenkins).replace(/ {4}stage\('Test'\).*?\n\n(?= {4}stage)/s, "");
  expect(copy.replace(/ +GREENGATE = .+\n/, "")).toBe(ours);
});
