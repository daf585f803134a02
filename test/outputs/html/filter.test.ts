/** report.html in a real browser: filter, sort, keyboard, links, and without its script. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { html } from "../../../dagger/src/outputs/html/html.ts";
import { byAction } from "../../../dagger/src/outputs/shared/words.ts";
import { DESKTOP, launch, noBrowser, type Opened, openReport } from "../../support/browser.ts";
import { manyFindings, withHistory } from "../../support/report-verdicts.ts";

const verdict = manyFindings(300);
const report = html.render(verdict);
const total = verdict.findings.length;
const shown = (page: Page) => page.locator("ol.findings > li:visible");
const choice = (page: Page, name: string) => page.getByRole("combobox", { name, exact: true });
const status = (page: Page) => page.getByRole("status").textContent();
const focused = (page: Page) =>
  page.evaluate<string>("document.activeElement.closest('li')?.id ?? document.activeElement.name");

/** Names that are wider than the list that shows them, without its paddings and arrow. */
const CUT = `(() => {
  const select = document.querySelector("select[name=sort]");
  const { font, paddingLeft } = getComputedStyle(select);
  const room = select.clientWidth - 2 * Number.parseFloat(paddingLeft) - 20;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  return [...select.options].map(({ text }) => text).filter((text) => pen.measureText(text).width > room);
})()`;

const why = noBrowser === undefined ? "" : ` (not here: ${noBrowser})`;
describe.skipIf(noBrowser !== undefined)(`in a real browser${why}`, () => {
  let browser: Browser;
  const opened: Opened[] = [];
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    expect(opened.flatMap(({ wrongs }) => wrongs)).toEqual([]);
  });
  const open = async (at = "", options: BrowserContextOptions = {}) => {
    const made = await openReport(browser, report, options, at);
    opened.push(made);
    return made.page;
  };

  it("shows the first hundred, and more when asked", async () => {
    const page = await open();
    expect(await status(page)).toBe(`${total} findings, the first 100 shown`);
    expect(await shown(page).count()).toBe(100);
    await page.getByRole("button", { name: "Show more" }).press("Enter");
    expect(await shown(page).count()).toBe(200);
    const first = byAction(verdict.findings)[100];
    expect(await focused(page)).toBe(`f-${first?.fingerprint}`);
    await page.getByRole("button", { name: "Show all" }).press("Enter");
    expect(await shown(page).count()).toBe(total);
    expect(await status(page)).toBe(`${total} findings`);
  });

  it("filters by severity, action and words, and keeps them in the address", async () => {
    const page = await open();
    await choice(page, "Severity").selectOption("high");
    await choice(page, "Action").selectOption("block");
    const high = verdict.findings.filter((f) => f.severity === "high" && f.action === "block");
    expect(await status(page)).toContain(`${high.length} of ${total} findings match`);
    await page.getByLabel("Search").fill("OPENSSL cipher");
    const words = high.filter((f) => {
      const text = JSON.stringify(f).toLowerCase();
      return text.includes("openssl") && text.includes("cipher");
    });
    expect(words.length).toBeGreaterThan(0);
    expect(await shown(page).count()).toBe(words.length);
    expect(new URL(page.url()).hash).toBe("#q=OPENSSL+cipher&severity=high&action=block");
    const again = await open(new URL(page.url()).hash);
    expect(await shown(again).count()).toBe(words.length);
    expect(await choice(again, "Severity").inputValue()).toBe("high");
    await again.getByRole("button", { name: "Clear" }).click();
    expect(await status(again)).toBe(`${total} findings, the first 100 shown`);
    expect(await again.getByLabel("Search").inputValue()).toBe("");
  });

  it("has room for every order's whole name", async () => {
    const page = await open("", { viewport: DESKTOP });
    const cut = await page.evaluate<string[]>(CUT);
    expect(cut).toEqual([]);
  });

  it("says so when nothing matches", async () => {
    const page = await open("#q=no-such-thing");
    expect(await status(page)).toBe(`0 of ${total} findings match`);
    expect(await shown(page).count()).toBe(0);
  });

  it("filters by stage and by what can be fixed", async () => {
    const page = await open("#stage=trivy-config");
    const config = verdict.findings.filter((f) =>
      f.sources.some((s) => s.stage === "trivy-config"),
    );
    expect(await shown(page).count()).toBe(config.length);
    await choice(page, "Stage").selectOption("");
    await choice(page, "Only").selectOption("fixable");
    expect(await status(page)).toContain("findings match");
  });

  it("sorts by package, numbers as numbers, and back", async () => {
    const page = await open("#sort=package");
    const names = await shown(page).evaluateAll((rows) =>
      rows.map((row) => row.getAttribute("data-package") ?? "\uffff"),
    );
    const { compare } = new Intl.Collator("en", { numeric: true });
    expect(names).toEqual([...names].sort(compare));
    expect(new Set(names).size).toBeGreaterThan(10);
    await choice(page, "Sort by").selectOption("");
    const worst = byAction(verdict.findings)[0];
    expect(await shown(page).first().getAttribute("id")).toBe(`f-${worst?.fingerprint}`);
  });

  it("goes with the keyboard from search to findings, opens and closes them", async () => {
    const page = await open();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#findings");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("q");
    const [one, two] = byAction(verdict.findings).map(({ fingerprint }) => `f-${fingerprint}`);
    await page.locator("ol.findings summary").first().focus();
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toBe(two);
    await page.keyboard.press("Enter");
    expect(await page.locator(`#${two} dl`).isVisible()).toBe(true);
    await page.keyboard.press("Enter");
    expect(await page.locator(`#${two} dl`).isVisible()).toBe(false);
    await page.keyboard.press("Home");
    expect(await focused(page)).toBe(one);
    await page.keyboard.press("End");
    expect(await page.locator("ol.findings > li:visible").last().getAttribute("id")).toBe(
      await focused(page),
    );
  });

  it("a number of the summary and a step of the plan lead to their findings", async () => {
    const page = await open();
    await page.locator('.matrix [data-show="severity=critical&action=block"]').click();
    const critical = verdict.findings.filter((f) => f.severity === "critical");
    expect(await shown(page).count()).toBe(critical.length);
    const step = verdict.plan.findIndex(({ kind }) => kind !== "run");
    await page.locator(`#plan [data-show="step=${step + 1}"]`).click();
    const { clears } = verdict.plan[step] ?? { clears: [] };
    expect(await status(page)).toContain(`${clears.length} of ${total} findings match`);
    await page.goBack();
    expect(await shown(page).count()).toBe(critical.length);
  });

  it("a link to a finding opens it, wherever it stands", async () => {
    const last = byAction(verdict.findings).at(-1);
    const page = await open(`#f-${last?.fingerprint}`);
    expect(await page.locator(`#f-${last?.fingerprint} dl`).isVisible()).toBe(true);
    expect(await focused(page)).toBe(`f-${last?.fingerprint}`);
  });

  it("filters what is new or overdue, and sorts by age", async () => {
    const past = withHistory(manyFindings(50));
    const made = await openReport(browser, html.render(past), {}, "#only=overdue&sort=age");
    opened.push(made);
    const overdue = past.findings.filter(({ due }) => due?.overdue);
    expect(await shown(made.page).count()).toBe(overdue.length);
    const seen = await shown(made.page).evaluateAll((rows) =>
      rows.map((row) => row.getAttribute("data-seen")),
    );
    expect(seen).toEqual([...seen].sort());
    await choice(made.page, "Only").selectOption("new");
    const fresh = past.findings.filter(({ age }) => age?.new);
    expect(await shown(made.page).count()).toBe(fresh.length);
  });

  it("is whole without its script", async () => {
    const page = await open("", { javaScriptEnabled: false });
    expect(await page.locator("ol.findings > li").count()).toBe(total);
    expect(await page.locator("ol.findings > li").last().isVisible()).toBe(true);
    expect(await page.locator("form.tools").isVisible()).toBe(false);
    expect(await page.locator(".paging").isVisible()).toBe(false);
    await page.locator("ol.findings summary").first().press("Enter");
    expect(await page.locator("ol.findings dl").first().isVisible()).toBe(true);
  });
});
