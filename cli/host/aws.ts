/** The AWS command line of this host: found or installed, and asked with this environment's credentials. */
import { ok, type Result } from "../../dagger/src/core/result.ts";
import type { EcrScan } from "../../dagger/src/ecr-scan.ts";
import { SETTINGS } from "../../dagger/src/scanners/ecr/command.ts";
import { awsCli } from "../../dagger/src/scanners/ecr/tool.ts";
import { exec } from "./exec.ts";
import { askTool, findTool } from "./find-tool.ts";
import type { Workplace } from "./host.ts";

/** Longer than the command line's own limits with its retries. */
const SECONDS = 180;

/** How the command line finds credentials; not where it asks, which is an argument or AWS's own. */
const CREDENTIALS = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
  "AWS_EC2_METADATA_DISABLED",
  "AWS_CA_BUNDLE",
];
/** Of those, what may not be shown. */
const SECRET =
  /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|(SESSION|SECURITY|CONTAINER_AUTHORIZATION)_TOKEN)$/;

export async function aws(
  host: Workplace,
  installTools: boolean,
): Promise<Result<Pick<EcrScan, "tool" | "secrets" | "asking">>> {
  const found = await findTool(host, awsCli, installTools);
  if (!found.ok) return found;
  const { program } = found.value;
  const version = (await askTool(host, awsCli, program, host.work))?.version ?? "";
  const given = CREDENTIALS.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value ? [[name, value]] : [];
  });
  const env = { ...Object.fromEntries(given), ...SETTINGS };
  return ok({
    tool: { name: awsCli.name, version },
    secrets: given.filter(([name]) => SECRET.test(name)).map(([, value]) => value),
    asking: {
      ask: async (args) => {
        const ended = await exec({ program, args, cwd: host.work, seconds: SECONDS, env });
        return { exitCode: ended.exitCode, stdout: ended.stdout, stderr: ended.log };
      },
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      clock: () => performance.now(),
      say: host.say,
    },
  });
}
