/** How ECR is asked through the AWS command line, and what its answer means. */
import { z } from "zod";
import type { EcrImage } from "./reference.ts";
import { ecrPage } from "./report.ts";
import { isStillToCome } from "./status.ts";

/** One call of `aws` as it ended. */
export interface Asked {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Answer =
  | { readonly kind: "page"; readonly status: string; readonly nextToken: string | undefined }
  /** Nothing yet: ask again. */
  | { readonly kind: "later"; readonly why: string }
  | { readonly kind: "failed"; readonly why: string };

/** What it must not take from this machine's configuration: another endpoint, a pager, instance metadata's wait. */
export const SETTINGS: Readonly<Record<string, string>> = {
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
  AWS_PAGER: "",
};

/** One page, as it comes. By digest: a tag may have moved. No credential is an argument. */
export function describeArguments(image: EcrImage, nextToken?: string): string[] {
  const { repository, digest, region, registryId, endpointUrl } = image;
  return [
    "ecr",
    "describe-image-scan-findings",
    "--repository-name",
    repository,
    "--image-id",
    `imageDigest=${digest}`,
    ...(registryId === undefined ? [] : ["--registry-id", registryId]),
    "--region",
    region,
    ...(endpointUrl === undefined ? [] : ["--endpoint-url", endpointUrl]),
    "--output",
    "json",
    "--no-paginate",
    "--max-results",
    "1000",
    ...(nextToken === undefined ? [] : ["--next-token", nextToken]),
    "--cli-connect-timeout",
    "10",
    "--cli-read-timeout",
    "30",
  ];
}

/** Right after a push there is no scan yet; the others pass by themselves. */
const TRANSIENT = [
  "ScanNotFoundException",
  "ServerException",
  "ThrottlingException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
];

/** @param later false once the first page is there: what follows belongs to it, whatever it says */
export function answerOf({ exitCode, stdout, stderr }: Asked, later: boolean): Answer {
  if (exitCode !== 0) {
    const why = errorOf(stderr) || `exit code ${exitCode}`;
    return { kind: TRANSIENT.some((code) => why.includes(`(${code})`)) ? "later" : "failed", why };
  }
  const page = json.pipe(ecrPage).safeParse(stdout);
  if (!page.success) return { kind: "failed", why: "its answer is no page of scan findings" };
  const { imageScanStatus, nextToken } = page.data;
  if (later && isStillToCome(page.data)) return { kind: "later", why: imageScanStatus.status };
  return { kind: "page", status: imageScanStatus.status, nextToken: nextToken || undefined };
}

const json = z.string().transform((text, { issues }): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    issues.push({ code: "custom", message: "no JSON", input: text });
    return z.NEVER;
  }
});

/**
 * The first line that says something: those that follow may hold the request as it was signed, with
 * the session's token in it. What is refused before it is signed has its reason in the second.
 */
function errorOf(stderr: string): string {
  const [first = "", second = ""] = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const told = first.endsWith("Parameter validation failed:") ? `${first} ${second}` : first;
  return told.slice(0, 400);
}
