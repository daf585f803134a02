/** A real browser over a rendered report, with what it must never do written down. */
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const { GREENGATE_BROWSER } = process.env;
const executablePath = GREENGATE_BROWSER ?? PLACES.find((place) => existsSync(place));

/** Why no browser test can run here; undefined where one can. */
export const noBrowser =
  executablePath === undefined
    ? "no Chromium or Chrome; GREENGATE_BROWSER may name one"
    : undefined;

export function launch(): Promise<Browser> {
  // A container's root has no user namespace to make a sandbox with.
  const root = process.getuid?.() === 0;
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: root ? ["--no-sandbox"] : [],
  });
}

export interface Opened {
  readonly page: Page;
  /** Every request but the report itself, every dialog, script error and policy violation. */
  readonly wrongs: readonly string[];
  close(): Promise<void>;
}

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** What the policy of the page forbids is told to the console, and so written down. */
const VIOLATIONS = `document.addEventListener("securitypolicyviolation", (event) =>
  console.error("violation", event.effectiveDirective, event.blockedURI));`;

/** @param at what stands after the file in the address, with its `#` */
export async function openReport(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
  at = "",
): Promise<Opened> {
  const file = join(mkdtempSync(join(tmpdir(), "greengate-report-")), "report.html");
  writeFileSync(file, html);
  const url = pathToFileURL(file).href;
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  const page = await context.newPage();
  const wrongs: string[] = [];
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url) wrongs.push(`request ${request.url()}`);
  });
  page.on("dialog", async (dialog) => {
    wrongs.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("pageerror", (error) => wrongs.push(`error ${error.message}`));
  page.on("console", (message) => wrongs.push(`console ${message.text()}`));
  await page.addInitScript(VIOLATIONS);
  await page.goto(`${url}${at}`);
  return { page, wrongs, close: () => context.close() };
}
