/** Asks ECR until its scan has ended, then for every page of it; bounded in time. */
import { counted } from "../../core/counted.ts";
import { fail, ok, type Result } from "../../core/result.ts";
import { type Asked, answerOf, describeArguments } from "./command.ts";
import type { EcrImage } from "./reference.ts";
import { hintOf, isDone } from "./status.ts";

/** What a runner gives: how to call `aws`, and the clock. */
export interface Asking {
  ask(args: readonly string[]): Promise<Asked>;
  wait(ms: number): Promise<void>;
  /** Milliseconds, of a clock that only goes forward. */
  clock(): number;
  say(line: string): void;
}

export interface Awaited {
  /** Each page as `aws` printed it, in order. */
  readonly pages: readonly string[];
  /** Whether ECR says that its scan is done; the reader has the last word. */
  readonly done: boolean;
  readonly status: string;
}

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15_000;

/**
 * @param seconds how long to wait in all; a scan takes from seconds to some minutes
 * @returns the pages of a scan that ended, in whatever state; a problem where there is none in time
 */
export async function awaitScan(
  image: EcrImage,
  seconds: number,
  { ask, wait, clock, say }: Asking,
): Promise<Result<Awaited>> {
  const end = clock() + seconds * 1000;
  const pages: string[] = [];
  const tokens = new Set<string>();
  let [token, last, pause]: [string | undefined, string, number] = [undefined, "", FIRST_WAIT_MS];
  do {
    const asked = await ask(describeArguments(image, token));
    const answer = answerOf(asked, pages.length === 0);
    if (answer.kind === "failed") return problem("asking", `ECR could not be asked: ${answer.why}`);
    if (answer.kind === "page") {
      pages.push(asked.stdout);
      token = answer.nextToken;
      const { status } = answer;
      if (token === undefined) return ok({ pages, status, done: isDone(status) });
      if (tokens.has(token)) {
        return problem("same-page", `ECR gave the same page again after ${pages.length}.`);
      }
      tokens.add(token);
      last = `${status}, ${counted(pages.length, "page")} so far`;
      continue;
    }
    if (answer.why !== last) say(`ECR: ${answer.why}`);
    last = answer.why;
    await wait(Math.min(pause, Math.max(end - clock(), 0)));
    pause = Math.min(pause * 1.5, LONGEST_WAIT_MS);
  } while (clock() < end);
  const hint = last.includes("ScanNotFoundException")
    ? "Turn on scanning at push for the repository, or start a scan with `aws ecr start-image-scan`."
    : `${hintOf(last)} A large image may need a longer limit.`;
  return problem("not-in-time", `ECR's scan did not end within ${seconds} s; last: ${last}`, hint);
}

const HINT =
  "Check reference, region, credentials and the permission ecr:DescribeImageScanFindings.";

const problem = (code: string, message: string, hint = HINT): Result<never> =>
  fail({ code: `ecr.${code}`, message, hint });
