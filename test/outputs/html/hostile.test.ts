/** Hostile text in a real browser: no script runs, nothing is asked of the network, no dialog. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { html } from "../../../dagger/src/outputs/html/html.ts";
import { launch, noBrowser, openReport } from "../../support/browser.ts";
import { HOSTILE, verdictWith } from "../../support/hostile.ts";

const why = noBrowser === undefined ? "" : ` (not here: ${noBrowser})`;
describe.skipIf(noBrowser !== undefined)(`in a real browser${why}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 50), text]))(
    "%s",
    async (_, text) => {
      const verdict = verdictWith(text);
      const { page, wrongs, close } = await openReport(browser, html.render(verdict));
      await page.locator("details").evaluateAll((all) => {
        for (const each of all) each.setAttribute("open", "");
      });
      await page.getByLabel("Search").fill(text.slice(0, 200));
      await page.getByLabel("Search").fill("");
      for (const box of await page.locator("ol.findings > li").all()) await box.hover();
      const foreign =
        "img,iframe,object,embed,link,base,svg,[onload],[onerror],[onmouseover],[style]";
      expect(await page.locator(foreign).count()).toBe(0);
      expect(await page.locator("script").count()).toBe(1);
      expect(await page.locator("ol.findings > li").count()).toBe(verdict.findings.length);
      expect(await page.title()).toMatch(/^BLOCK: s/);
      expect(wrongs).toEqual([]);
      await close();
    },
  );

  it("even markup that slipped through neither runs nor loads", async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const slip = `<script>alert(1)</script><img src="${url}/a.png" onerror="alert(2)"><style>main{display:none}</style><form action="${url}/f"><button id="go">go</button></form>`;
    const broken = html.render(verdictWith("x")).replace("</main>", `${slip}</main>`);
    const { page, wrongs, close } = await openReport(browser, broken);
    await page.locator("#go").dispatchEvent("click");
    const told = () => wrongs.join("\n");
    for (const directive of ["script-src-elem", "img-src", "style-src-elem", "form-action"]) {
      await expect.poll(told).toContain(`violation ${directive}`);
    }
    expect(told()).not.toMatch(/^dialog/m);
    expect(asked).toEqual([]);
    expect(await page.locator("main").isVisible()).toBe(true);
    await close();
    server.close();
  });
});
