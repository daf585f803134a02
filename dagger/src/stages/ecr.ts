/** ECR's scan of a pushed image, asked for from the AWS command line's container. */
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Container, Secret } from "@dagger.io/dagger";
import { type EcrScanned, runEcrScan } from "../ecr-scan.ts";
import type { Images } from "../images.ts";
import { type Asked, SETTINGS } from "../scanners/ecr/command.ts";
import type { EcrImage } from "../scanners/ecr/reference.ts";
import { ecrScan } from "../scanners/ecr/scan.ts";
import { awsCli } from "../scanners/ecr/tool.ts";
import { whatFailed } from "./failure.ts";
import { runTool } from "./run.ts";
import { withTool } from "./scan.ts";
import { command, META } from "./wrapper.ts";

/** A key, or a token of a CI system that may take a role. */
export interface AwsCredentials {
  readonly accessKeyId?: Secret | undefined;
  readonly secretAccessKey?: Secret | undefined;
  readonly sessionToken?: Secret | undefined;
  readonly webIdentityToken?: Secret | undefined;
  readonly roleArn?: string | undefined;
}

export interface EcrStage {
  readonly images: Images;
  readonly out: string;
  readonly image: EcrImage;
  readonly credentials: AwsCredentials;
  readonly seconds: number;
}

const TOKEN = "/run/secrets/aws-token";
const ANSWER = "answer";
/** Longer than the command line's own limits with its retries. */
const SECONDS = 180;
/** The command line's own failures; which of them may pass is read from its words. */
const FINE = [1, 2, 252, 253, 254, 255];

export async function ecrScanStage(stage: EcrStage): Promise<EcrScanned> {
  const { images, out, image, credentials, seconds } = stage;
  const base = withTool(images, awsCli);
  const told = await ask(stage, base, awsCli.versionArguments(""));
  const secrets = await Promise.all(
    Object.values(credentials).map((each) => (typeof each === "object" ? each.plaintext() : "")),
  );
  return runEcrScan({
    out,
    image,
    seconds,
    secrets,
    tool: {
      name: awsCli.name,
      version: awsCli.describe(told.stdout)?.version ?? "",
      image: images[awsCli.image],
    },
    asking: {
      ask: (args) => ask(stage, withCredentials(base, credentials), args),
      wait: async (ms) => setTimeout(ms),
      clock: () => performance.now(),
      say: console.log,
    },
  });
}

/** Asks once, anew each time: an answer of the cache would be that of a scan still under way. */
async function ask({ out }: EcrStage, base: Container, args: readonly string[]): Promise<Asked> {
  const steps = [
    "cd /tmp || exit $?",
    `${command(awsCli.program, args)} > ${META}/${ANSWER} 2> error`,
    "code=$?",
    // What follows the first line may hold the session's token, as it was signed: not into a layer.
    "grep -m 1 . error",
    "rm error",
    "exit $code",
  ];
  const script = { steps, seconds: SECONDS, fine: FINE };
  const prepare = (container: Container) => container;
  const tool = { stage: ecrScan.stage, base, script, prepare };
  try {
    const { exitCode, meta } = await runTool({ out, bucket: randomUUID() }, tool);
    return { exitCode, stdout: meta(ANSWER), stderr: meta("log") };
  } catch (error) {
    return { exitCode: -1, stdout: "", stderr: whatFailed(error).reason };
  }
}

/** As secrets of the engine: in no layer, and blotted out of its logs. */
function withCredentials(base: Container, credentials: AwsCredentials): Container {
  const { accessKeyId, secretAccessKey, sessionToken, webIdentityToken, roleArn } = credentials;
  let ready = base;
  for (const [name, value] of Object.entries(SETTINGS)) ready = ready.withEnvVariable(name, value);
  for (const [name, secret] of [
    ["AWS_ACCESS_KEY_ID", accessKeyId],
    ["AWS_SECRET_ACCESS_KEY", secretAccessKey],
    ["AWS_SESSION_TOKEN", sessionToken],
  ] as const) {
    if (secret) ready = ready.withSecretVariable(name, secret);
  }
  if (!webIdentityToken || roleArn === undefined) return ready;
  return ready
    .withMountedSecret(TOKEN, webIdentityToken)
    .withEnvVariable("AWS_WEB_IDENTITY_TOKEN_FILE", TOKEN)
    .withEnvVariable("AWS_ROLE_ARN", roleArn);
}
