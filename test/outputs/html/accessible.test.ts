/** axe finds no violation in report.html: light, dark, phone, forced colours, everything open. */
import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Verdict } from "../../../dagger/src/core/verdict.ts";
import { html } from "../../../dagger/src/outputs/html/html.ts";
import { launch, noBrowser, openReport, PHONE } from "../../support/browser.ts";
import { manyFindings, withHistory } from "../../support/report-verdicts.ts";
import { decideRun, greenRun } from "../../support/run.ts";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["on a phone", { viewport: PHONE, isMobile: true, colorScheme: "dark" }],
  ["with forced colours", { forcedColors: "active" }],
];

const VERDICTS: readonly (readonly [string, Verdict])[] = [
  ["a green verdict", decideRun(greenRun())],
  ["a red one", manyFindings(30)],
  ["one with its past", withHistory(manyFindings(10))],
];

const cases = LOOKS.flatMap(([look, options]) =>
  VERDICTS.map(([name, verdict]) => [name, look, options, verdict] as const),
);

const why = noBrowser === undefined ? "" : ` (not here: ${noBrowser})`;
describe.skipIf(noBrowser !== undefined)(`in a real browser${why}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each(cases)("%s, %s", async (_name, _look, options, verdict) => {
    // axe itself is what the page's policy keeps out.
    const { page, close } = await openReport(browser, html.render(verdict), {
      ...options,
      bypassCSP: true,
    });
    await page.locator("details").evaluateAll((all) => {
      for (const each of all) each.setAttribute("open", "");
    });
    await page.evaluate(AXE);
    const { violations, passes } = await page.evaluate<AxeResults>("axe.run()");
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
    expect(told).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain("color-contrast");
    await close();
  });
});
