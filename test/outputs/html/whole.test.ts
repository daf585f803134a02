/** The report over several services leads to each one's own, in a real browser. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../../dagger/src/core/policy/policy.ts";
import { NOTHING_BESIDE } from "../../../dagger/src/core/uncovered/judge.ts";
import { joinVerdicts } from "../../../dagger/src/core/whole.ts";
import { writeJudged } from "../../../dagger/src/folder/write-judged.ts";
import { launch, noBrowser } from "../../support/browser.ts";
import { manyFindings } from "../../support/report-verdicts.ts";
import { decideRun, greenRun, NOW } from "../../support/run.ts";

function written(): string {
  const policies = ["users", "mail", "old", "lost"].map((name) => ({
    ...DEFAULT_POLICY,
    service: { ...DEFAULT_POLICY.service, name },
  }));
  const verdicts = [
    { ...manyFindings(3), service: "users" },
    { ...decideRun(greenRun()), service: "mail" },
  ];
  const leftOut = new Map([["old", "not asked for"]]);
  const whole = joinVerdicts({ verdicts, policies, leftOut, beside: NOTHING_BESIDE, now: NOW });
  const folder = mkdtempSync(join(tmpdir(), "greengate-whole-"));
  writeJudged(folder, { kind: "whole", whole, bills: new Map() });
  return folder;
}

const why = noBrowser === undefined ? "" : ` (not here: ${noBrowser})`;
describe.skipIf(noBrowser !== undefined)(`in a real browser${why}`, () => {
  it("names every service, and a link opens its report", async () => {
    const folder = written();
    const browser = await launch();
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, "report.html")).href);
    expect(await page.locator(".why").textContent()).toBe(
      "1 of 3 must not ship; 1 of 3 lacks evidence.",
    );
    expect(await page.locator("main li .state").allTextContents()).toEqual([
      "block",
      "pass",
      "incomplete",
      "left out",
    ]);
    await page.getByRole("link", { name: "users" }).click();
    expect(await page.title()).toBe("BLOCK: users");
    await page.goBack();
    await page.getByRole("link", { name: "mail" }).click();
    expect(await page.title()).toBe("PASS: mail");
    await browser.close();
  });
});
