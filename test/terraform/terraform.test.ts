/**
 * terraform/: formatted, valid, its own tests on a mocked provider (no account, nothing created), and
 * clean under Trivy, which first has to show that it looks. Where Terraform's registry is out of reach,
 * GREENGATE_TERRAFORM_PLUGINS names a folder that holds the AWS provider (a filesystem mirror).
 */
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { exec } from "../../cli/host/exec.ts";
import { findTool } from "../../cli/host/find-tool.ts";
import type { Workplace } from "../../cli/host/host.ts";
import { trivy } from "../../dagger/src/scanners/trivy/tool.ts";
import { temporary } from "../e2e/greengate.ts";

const SOURCE = resolve("terraform");
const SECONDS = 300_000;

/** A copy: Terraform writes beside what it reads. What it left in a clone stays out. */
function copied(): string {
  const folder = join(temporary(), "terraform");
  const filter = (path: string) => !/\.terraform(\/|\.lock|$)|\.tfstate|\.tfvars$/.test(path);
  cpSync(SOURCE, folder, { recursive: true, filter });
  return folder;
}

function environment(): NodeJS.ProcessEnv {
  const plugins = process.env.GREENGATE_TERRAFORM_PLUGINS;
  const kept = { ...process.env, TF_IN_AUTOMATION: "1" };
  if (plugins === undefined) return kept;
  const config = join(temporary(), "cli.tfrc");
  const mirror = `filesystem_mirror {\n    path = ${JSON.stringify(plugins)}\n  }`;
  writeFileSync(config, `provider_installation {\n  ${mirror}\n}\n`);
  return { ...kept, TF_CLI_CONFIG_FILE: config };
}

const env = environment();

function terraform(cwd: string, ...args: string[]) {
  const options = { cwd, env, encoding: "utf8", timeout: SECONDS } as const;
  const { status, stdout, stderr } = spawnSync("terraform", args, options);
  return { exitCode: status, output: `${stdout ?? ""}${stderr ?? ""}` };
}

const missing =
  terraform(".", "version").exitCode === 0 ? undefined : "terraform is not on PATH or does not run";

/** The folder in which Terraform has its provider; or why it has none. */
function initialised(): { readonly folder: string; readonly why?: string } {
  const folder = copied();
  if (missing !== undefined) return { folder, why: missing };
  const args = ["init", "-backend=false", "-input=false", "-no-color"];
  const { exitCode, output } = terraform(folder, ...args);
  if (exitCode === 0) return { folder };
  const said = output.slice(Math.max(0, output.indexOf("Error: ")));
  return { folder, why: `terraform init: ${said.replaceAll(/\s+/g, " ").slice(0, 300)}` };
}

const { folder, why } = initialised();
const reason = (words: string | undefined) => (words === undefined ? "" : ` (not here: ${words})`);

describe.skipIf(missing !== undefined)(`terraform${reason(missing)}`, () => {
  it("is formatted", () => {
    const { exitCode, output } = terraform(SOURCE, "fmt", "-check", "-recursive", "-diff");
    expect(exitCode, output).toBe(0);
  });
});

describe.skipIf(why !== undefined)(`terraform with its provider${reason(why)}`, () => {
  it("is valid", { timeout: SECONDS }, () => {
    const { exitCode, output } = terraform(folder, "validate", "-no-color");
    expect(exitCode, output).toBe(0);
  });

  it("passes its own tests", { timeout: SECONDS }, () => {
    const { exitCode, output } = terraform(folder, "test", "-no-color");
    // The count: no test found would be a success too.
    expect(output).toMatch(/Success! [1-9]\d* passed, 0 failed\./);
    expect(exitCode).toBe(0);
  });
});

// Empty: Trivy would read configuration from where it runs.
const work = temporary();
const host: Workplace = { work, say: () => {} };
const found = await findTool(host, trivy, true);
const noTrivy = found.ok ? undefined : found.error.message;

interface Report {
  readonly Results?: readonly {
    readonly Target: string;
    readonly Misconfigurations?: readonly { readonly ID: string }[];
  }[];
}

/** The ids that Trivy finds, by file. */
async function scanned(target: string): Promise<Record<string, string[]>> {
  if (!found.ok) throw new Error(found.error.message);
  const output = join(temporary(), "report.json");
  const hardened = ["--config=", "--ignorefile=", "--skip-check-update", "--skip-version-check"];
  // With values: Trivy leaves out what a variable without one would repeat, and says nothing of it.
  const values = ["--tf-vars", join(SOURCE, "terraform.tfvars.example")];
  const args = ["config", ...hardened, ...values, "--misconfig-scanners", "terraform"];
  const ended = await exec({
    program: found.value.program,
    args: [...args, "--cache-dir", temporary(), "--format", "json", "--output", output, target],
    cwd: work,
    seconds: 120,
  });
  expect(ended.exitCode).toBe(0);
  expect(ended.log).not.toMatch(/pars(e|ing) .*err|Failed to load module|values were not found/);
  const { Results = [] } = JSON.parse(readFileSync(output, "utf8")) as Report;
  const entries = Results.map(({ Target, Misconfigurations = [] }): [string, string[]] => [
    Target,
    [...new Set(Misconfigurations.map(({ ID }) => ID))],
  ]);
  return Object.fromEntries(entries);
}

describe.skipIf(noTrivy !== undefined)(`terraform under Trivy${reason(noTrivy)}`, () => {
  it("is clean, without an exception", async () => {
    expect(await scanned(copied())).toEqual({ ".": [] });
  });

  it("would not be, were it less safe: Trivy looks at repositories and key", async () => {
    const unsafe = copied();
    const change = (file: string, from: string, to: string) => {
      const path = join(unsafe, file);
      const text = readFileSync(path, "utf8");
      expect(text).toContain(from);
      writeFileSync(path, text.replace(from, to));
    };
    change("ecr.tf", '"IMMUTABLE"', '"MUTABLE"');
    change("ecr.tf", "scan_on_push = true", "scan_on_push = false");
    change("kms.tf", "enable_key_rotation     = true", "enable_key_rotation     = false");
    expect(await scanned(unsafe)).toEqual({
      ".": [],
      "ecr.tf": ["AWS-0030", "AWS-0031"],
      "kms.tf": ["AWS-0065"],
    });
  });

  it("has no comment that silences a scanner", () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" });
    const ours = files.filter((path) => path.endsWith(".tf") && !path.includes(".terraform"));
    expect(ours.length).toBeGreaterThan(9);
    for (const path of ours) {
      const text = readFileSync(join(SOURCE, path), "utf8");
      expect(text, path).not.toMatch(/(trivy|tfsec|checkov):(ignore|skip)/);
    }
  });
});
