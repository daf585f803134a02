/** Thousands of findings stay quick. The bounds are wide: tests share their machine with others. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { html } from "../../../dagger/src/outputs/html/html.ts";
import { DESKTOP, launch, noBrowser, openReport, PHONE } from "../../support/browser.ts";
import { manyFindings } from "../../support/report-verdicts.ts";

/** Milliseconds of each, the least of three runs, from the input's event to the page laid out anew. */
const TIMES = `(() => {
  const timed = (name, value) => {
    const field = document.querySelector(\`form.tools [name=\${name}]\`);
    field.value = value;
    const start = performance.now();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    return performance.now() - start;
  };
  const once = () => ({
    firstSearch: timed("q", "openssl"),
    search: timed("q", "openssl buffer"),
    clear: timed("q", ""),
    severity: timed("severity", "high"),
    any: timed("severity", ""),
    sort: timed("sort", "package"),
    unsort: timed("sort", ""),
  });
  const [first, ...others] = [once(), once(), once(), once()];
  const least = (name) => Math.min(...others.map((times) => times[name]));
  const rest = Object.fromEntries(Object.keys(first).map((name) => [name, least(name)]));
  return { ...rest, firstSearch: first.firstSearch };
})()`;

const why = noBrowser === undefined ? "" : ` (not here: ${noBrowser})`;
describe.skipIf(noBrowser !== undefined)(`in a real browser${why}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each([5, 5_000])("%i findings: paint, filter, sort", async (count) => {
    const { page, wrongs, close } = await openReport(browser, html.render(manyFindings(count)));
    const paint = await page.evaluate<number>(
      "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0",
    );
    const times = await page.evaluate<Record<string, number>>(TIMES);
    const told = Object.entries({ paint, ...times }).map(
      ([name, ms]) => `${name} ${Math.round(ms)}`,
    );
    console.log(`${count} findings, ms: ${told.join(", ")}`);
    for (const ms of [paint, ...Object.values(times)]) expect(ms).toBeLessThan(3_000);
    expect(wrongs).toEqual([]);
    await close();
  });

  it.each([
    ["desktop", { viewport: DESKTOP }],
    ["phone", { viewport: PHONE, isMobile: true }],
  ])("the summary fits one screen of a %s, whatever the count", async (_, options) => {
    for (const count of [5, 5_000]) {
      const { page, close } = await openReport(browser, html.render(manyFindings(count)), options);
      const box = await page.locator(".glance").boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(options.viewport.height);
      const sideways =
        "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(await page.evaluate<number>(sideways)).toBe(0);
      await close();
    }
  });
});
