/** Cases of `greengate ecr-scan` with the real AWS command line against a stub of ECR's API: states and pages. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { recorded } from "../support/ecr.ts";
import { PUSHED } from "../support/run.ts";
import { KEYS, recent, scanned } from "./ecr-scanned.ts";
import { startStub } from "./ecr-servers.ts";

const state = (status: string) => ({ ...recorded("failed"), imageScanStatus: { status } });

export function stubCases(why: string | undefined): void {
  describe.skipIf(why)(`a stub of the API${why ? ` (not here: ${why})` : ""}`, () => {
    const whole = recent(recorded("complete-clean"));

    async function stubbed(answers: Parameters<typeof startStub>[0], more = {}) {
      const stub = await startStub(answers);
      const ended = await scanned(stub.url, more).finally(stub.stop);
      return { ...ended, asked: stub.asked };
    }

    it("no scan, waiting, under way, complete in two pages: passes on both", async () => {
      const [one, two] = [{ ...whole, nextToken: "page two" }, whole];
      const later = [["ScanNotFoundException", "none"], state("PENDING"), state("IN_PROGRESS")];
      const { code, verdict, asked, folder } = await stubbed(
        [...(later as [string, string][]), one, two],
        { seconds: 120 },
      );
      expect({ code, verdict }).toEqual({ code: 0, verdict: 0 });
      expect(asked.map(({ nextToken }) => nextToken)).toEqual([...Array(4), "page two"]);
      const imageId = { imageDigest: PUSHED };
      const registryId = "123456789012";
      expect(asked[4]).toMatchObject({ registryId, repositoryName: "shop", imageId });
      expect(readdirSync(join(folder, "raw/ecr-scan"))).toEqual(["report-2.json", "report.json"]);
    });

    it("a scan that does not end: incomplete, naming the last state", async () => {
      const { code, verdict, said } = await stubbed([state("IN_PROGRESS")], { seconds: 2 });
      expect({ code, verdict }).toEqual({ code: 3, verdict: 3 });
      expect(said).toContain("did not end within 2 s; last: IN_PROGRESS");
    });

    it.each(["SCAN_ELIGIBILITY_EXPIRED", "FINDINGS_UNAVAILABLE", "LIMIT_EXCEEDED", "A_NEW_ONE"])(
      "%s: incomplete, naming it",
      async (status) => {
        const { code, verdict, said } = await stubbed([state(status)]);
        expect({ code, verdict }).toEqual({ code: 3, verdict: 3 });
        expect(said).toContain(`ECR's scan is ${status}`);
      },
    );

    it("an answer for another image", async () => {
      const other = recent(recorded("other-image"));
      const { code, verdict } = await stubbed([other]);
      expect({ code, verdict }).toEqual({ code: 0, verdict: 3 });
    });

    it("a refused signature: what was signed is not told", async () => {
      const signed = `It does not match.\n\nx-amz-security-token:${KEYS.AWS_SESSION_TOKEN}`;
      const { code, said } = await stubbed([["InvalidSignatureException", signed]]);
      expect(code).toBe(3);
      expect(said).toContain("InvalidSignatureException");
    });

    it("an access that is denied names the caller, without the key", async () => {
      const message = `The key ${KEYS.AWS_ACCESS_KEY_ID} may not`;
      const { said } = await stubbed([["AccessDeniedException", message]]);
      expect(said).toContain("The key *** may not");
    });

    it("asked twice: the later answer stands in place of the earlier, in pages and record", async () => {
      const first = await stubbed([{ ...whole, nextToken: "two" }, whole]);
      const { code, verdict, folder } = await stubbed([whole], { folder: first.folder });
      expect({ code, verdict }).toEqual({ code: 0, verdict: 0 });
      expect(readdirSync(join(folder, "raw/ecr-scan"))).toEqual(["report.json"]);
    });
  });
}
