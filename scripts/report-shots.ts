/** `npm run report:shots -- FOLDER`: pictures of report.html in a real browser, to be looked at. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { html } from "../dagger/src/outputs/html/html.ts";
import { DESKTOP, launch, noBrowser, openReport, PHONE } from "../test/support/browser.ts";
import { manyFindings, withHistory } from "../test/support/report-verdicts.ts";

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["desktop-light", { viewport: DESKTOP, colorScheme: "light" }],
  ["desktop-dark", { viewport: DESKTOP, colorScheme: "dark" }],
  ["phone-light", { viewport: PHONE, isMobile: true, colorScheme: "light", deviceScaleFactor: 2 }],
  ["phone-dark", { viewport: PHONE, isMobile: true, colorScheme: "dark", deviceScaleFactor: 2 }],
];

async function picture(browser: Browser, out: string, name: string, report: string) {
  for (const [look, options] of LOOKS) {
    const { page, wrongs, close } = await openReport(browser, report, options);
    await page.screenshot({ path: join(out, `${name}-${look}-first.png`) });
    await page
      .locator("ol.findings details")
      .first()
      .evaluateAll((all) => {
        for (const each of all) each.setAttribute("open", "");
      });
    await page.screenshot({ path: join(out, `${name}-${look}.png`), fullPage: true });
    if (wrongs.length > 0) console.error(`${name}, ${look}: ${wrongs.join("; ")}`);
    await close();
  }
  const { page, close } = await openReport(browser, report);
  writeFileSync(join(out, `${name}.pdf`), await page.pdf({ format: "A4" }));
  await close();
}

const [out = "report-shots"] = process.argv.slice(2);
if (noBrowser !== undefined) throw new Error(noBrowser);
mkdirSync(out, { recursive: true });
const browser = await launch();
for (const name of readdirSync("demo")) {
  await picture(browser, out, name, readFileSync(join("demo", name, "report.html"), "utf8"));
}
await picture(browser, out, "past", html.render(withHistory(manyFindings(40))));
await picture(browser, out, "many", html.render(manyFindings(5_000)));
await browser.close();
console.log(`pictures in ${resolve(out)}`);
