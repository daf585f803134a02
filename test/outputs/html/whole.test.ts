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
import { launch, noBrowser, PHONE } from "../../support/browser.ts";
import { manyFindings } from "../../support/report-verdicts.ts";
import { decideRun, greenRun, NOW } from "../../support/run.ts";

function written(): string {
  const policies = ["appointments", "mail", "old", "lost"].map((name) => ({
    ...DEFAULT_POLICY,
    service: { ...DEFAULT_POLICY.service, name },
  }));
  const verdicts = [
    { ...manyFindings(3), service: "appointments" },
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
    await page.getByRole("link", { name: "appointments" }).click();
    expect(await page.title()).toBe("BLOCK: appointments");
    await page.goBack();
    await page.getByRole("link", { name: "mail" }).click();
    expect(await page.title()).toBe("PASS: mail");
    await browser.close();
  });

  it("on a phone keeps each name on its line, and the page as wide as the screen", async () => {
    const browser = await launch();
    const page = await browser.newPage({ viewport: PHONE });
    await page.goto(pathToFileURL(join(written(), "report.html")).href);
    const names = page.locator("main li .stage");
    const heights = await names.evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect().height),
    );
    expect(Math.max(...heights)).toBeLessThan(2 * Math.min(...heights));
    const [row, counts] = await Promise.all(
      ["main li", "main li .digest"].map((part) => page.locator(part).first().boundingBox()),
    );
    expect((counts?.width ?? 0) / (row?.width ?? 1)).toBeGreaterThan(0.9);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width);
    await browser.close();
  });
});
