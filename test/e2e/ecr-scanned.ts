/** Runs `greengate ecr-scan` and `evaluate` against an endpoint, and looks for leaked credentials. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { writeRun } from "../support/folder.ts";
import { greenRun, PUSHED } from "../support/run.ts";
import { greengate, greengateBeside, temporary } from "./greengate.ts";

/** Told apart from all else, so that they can be looked for in what is written. */
export const KEYS = {
  AWS_ACCESS_KEY_ID: "AKIALEAKCHECK0000000",
  AWS_SECRET_ACCESS_KEY: "leak-check-secret-key-0000000000000000",
  AWS_SESSION_TOKEN: "leak-check-session-token-0000000000000",
};
/** What this machine is set up with must not speak in the tests. */
const OFF = {
  AWS_CONFIG_FILE: "/nowhere",
  AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
  AWS_PROFILE: "",
};
const ENV = { ...OFF, ...KEYS };

const SHOP = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop";
const policy = ["--policy", "test/fixtures/policy.yaml"];
export const recent = (page: object) => {
  const at = new Date(Date.now() - 60_000).toISOString();
  return JSON.parse(JSON.stringify(page).replace(/2026-11-2[34] 0\d:00:00\+00:00/g, at)) as object;
};

/** The folder of a run that built the image of this digest and was not scanned by ECR yet. */
function built(manifest: string): string {
  const run = greenRun();
  run.files.delete("ecr-scan");
  run.records.stages = run.records.stages.filter(({ stage }) => stage !== "ecr-scan");
  if (run.records.image) run.records.image.manifest = manifest;
  return writeRun(temporary(), run);
}

/** Asks, then evaluates that stage; looks for the credentials in all that was said and written. */
export async function scanned(
  url: string,
  { digest = PUSHED, seconds = 60, folder = built(digest) } = {},
) {
  const args = ["--endpoint-url", url, "--seconds", String(seconds), "--install-tools"];
  const asked = await greengateBeside(["ecr-scan", folder, `${SHOP}@${digest}`, ...args], ENV);
  const judged = greengate(["evaluate", folder, "--only", "ecr-scan", "--out", folder, ...policy]);
  const said = asked.stdout + asked.stderr + judged.stdout;
  for (const text of [said, ...filesIn(folder)]) {
    for (const secret of Object.values(KEYS)) expect(text).not.toContain(secret);
  }
  return { code: asked.exitCode, verdict: judged.exitCode, said, folder };
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));

/** Why the AWS command line can't be had here; undefined where it can. Asks the gate, as a user would. */
export async function awsIsMissing(): Promise<string | undefined> {
  const { said } = await scanned("http://127.0.0.1:1", { seconds: 1 });
  return said.includes("could not be asked") ? undefined : said.split("\n")[0];
}
