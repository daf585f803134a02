/** How ECR is asked: until the scan ended, page by page, bounded, and by a reference that says which. */
import { describe, expect, it } from "vitest";
import { awaitScan } from "../../../dagger/src/scanners/ecr/await-scan.ts";
import { type Asked, answerOf } from "../../../dagger/src/scanners/ecr/command.ts";
import { without } from "../../../dagger/src/scanners/ecr/redact.ts";
import { ecrImage } from "../../../dagger/src/scanners/ecr/reference.ts";
import { recorded } from "../../support/ecr.ts";
import { PUSHED } from "../../support/run.ts";

const HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const given = ecrImage(`${HOST}/shop/api:1.0@${PUSHED}`);
if (!given.ok) throw new Error(given.error.message);
const image = given.value;

const printed = (page: object): Asked => ({
  exitCode: 0,
  stdout: JSON.stringify(page),
  stderr: "",
});
const state = (status: string) => printed({ ...recorded("failed"), imageScanStatus: { status } });
const refused = (code: string): Asked => ({
  exitCode: 254,
  stdout: "",
  stderr: `\nAn error occurred (${code}) when calling the DescribeImageScanFindings operation: no\n\nx-amz-security-token:SECRET`,
});
const whole = printed(recorded("complete-clean"));

/** Gives these answers in turn, the last one for ever, with a clock that only waiting moves. */
async function asked(answers: readonly Asked[], seconds = 60) {
  const calls: (readonly string[])[] = [];
  let now = 0;
  const result = await awaitScan(image, seconds, {
    ask: async (args) => {
      calls.push(args);
      now += 500;
      return answers[calls.length - 1] ?? answers.at(-1) ?? whole;
    },
    wait: async (ms) => {
      now += ms;
    },
    clock: () => now,
    say: () => undefined,
  });
  return { result, calls, now };
}

describe("waiting", () => {
  it.each([
    ["a scan under way", [state("PENDING"), state("IN_PROGRESS"), whole]],
    ["no scan yet, right after the push", [refused("ScanNotFoundException"), whole]],
    [
      "a fault of the service's",
      [refused("ServerException"), refused("ThrottlingException"), whole],
    ],
    ["done, with no results yet (aws/aws-sdk#289)", [state("COMPLETE"), state("ACTIVE"), whole]],
  ])("%s", async (_, answers) => {
    const { result, calls } = await asked(answers);
    expect(result).toMatchObject({ ok: true, value: { done: true, pages: [whole.stdout] } });
    expect(calls).toHaveLength(answers.length);
  });

  it.each([
    [state("IN_PROGRESS"), "IN_PROGRESS", "longer limit"],
    [refused("ScanNotFoundException"), "ScanNotFoundException", "scanning at push"],
  ])("has an end, which names the last answer", async (answer, word, hint) => {
    const { result, now, calls } = await asked([answer]);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error.message).toContain(word);
    expect(result.error.hint).toContain(hint);
    expect(now).toBeLessThan(62_000);
    expect(calls.length).toBeGreaterThan(4);
  });

  it.each(["FAILED", "UNSUPPORTED_IMAGE", "SCAN_ELIGIBILITY_EXPIRED", "A_NEW_ONE"])(
    "%s is an end too, written down and not done",
    async (status) => {
      const { result, calls } = await asked([state(status)]);
      expect(result).toMatchObject({ ok: true, value: { done: false, status } });
      expect(calls).toHaveLength(1);
    },
  );

  it.each([
    [refused("AccessDeniedException"), "AccessDeniedException"],
    [refused("ImageNotFoundException"), "ImageNotFoundException"],
    [{ exitCode: 0, stdout: "usage: aws", stderr: "" }, "no page of scan findings"],
    [{ exitCode: 127, stdout: "", stderr: "" }, "exit code 127"],
  ])("what waiting does not mend ends it at once", async (answer, word) => {
    const { result, calls } = await asked([answer]);
    expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining(word) } });
    expect(calls).toHaveLength(1);
  });
});

describe("pages", () => {
  const page = (nextToken?: string) => printed({ ...recorded("complete-clean"), nextToken });

  it("all are asked for, each by the token of the one before", async () => {
    const answers = [page("two"), refused("ServerException"), page("three"), page()];
    const { result, calls } = await asked(answers);
    expect(result).toMatchObject({ ok: true, value: { done: true } });
    expect(result.ok && result.value.pages).toHaveLength(3);
    const tokens = calls.map((args) => args[args.indexOf("--next-token") + 1]);
    expect(tokens.slice(1)).toEqual(["two", "two", "three"]);
  });

  it("the same page again and again has an end (as moto gives it)", async () => {
    const { result, calls } = await asked([page("again")]);
    expect(result).toMatchObject({ ok: false, error: { code: "ecr.same-page" } });
    expect(calls).toHaveLength(2);
  });

  it("pages without end have one", async () => {
    const endless = Array.from({ length: 500 }, (_, index) => page(`token ${index}`));
    const { result } = await asked(endless);
    expect(result).toMatchObject({ ok: false, error: { code: "ecr.not-in-time" } });
  });
});

describe("the reference", () => {
  it.each([
    [HOST, "eu-central-1", "123456789012"],
    ["123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1", "123456789012"],
    ["123456789012.dkr-ecr.us-west-2.on.aws", "us-west-2", "123456789012"],
    ["123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "cn-north-1", "123456789012"],
  ])("%s tells region and account", (host, region, registryId) => {
    const value = { repository: "shop/api", digest: PUSHED, region, registryId };
    expect(ecrImage(`${host}/shop/api@${PUSHED}`)).toEqual({ ok: true, value });
  });

  it.each([
    [`${HOST}/shop:latest`, {}, "ecr.reference"],
    [`${HOST}/--endpoint-url@${PUSHED}`, {}, "ecr.reference"],
    [`registry.example/shop@${PUSHED}`, {}, "ecr.region"],
    [`registry.example/shop@${PUSHED}`, { region: "--debug" }, "ecr.region"],
    [`registry.example/shop@${PUSHED}`, { region: "eu-west-1", registryId: "me" }, "ecr.account"],
    [`${HOST}/shop@${PUSHED}`, { endpointUrl: "https://user:word@host" }, "ecr.endpoint"],
    [`${HOST}/shop@${PUSHED}`, { endpointUrl: "file:///etc/passwd" }, "ecr.endpoint"],
  ])("%s %j is refused", (reference, options, code) => {
    const image = ecrImage(reference, options);
    expect(image).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(image)).not.toContain("word@");
  });
});

it("of an error only the first line is told, since the others may hold what was signed", () => {
  const answer = answerOf(refused("InvalidSignatureException"), true);
  expect(answer).toMatchObject({ kind: "failed" });
  expect(JSON.stringify(answer)).not.toContain("SECRET");
  expect(without(["one", ""], "one two one")).toBe("*** two ***");
});

it("of a parameter that is refused, what is wrong with it is told too", () => {
  const said = "Invalid length for parameter repositoryName, value: 1, valid min length: 2";
  const stderr = `\nParameter validation failed:\n${said}\n`;
  const why = `Parameter validation failed: ${said}`;
  expect(answerOf({ exitCode: 252, stdout: "", stderr }, true)).toEqual({ kind: "failed", why });
});
