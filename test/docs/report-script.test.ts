/** The script in report.html is the one that dagger/browser/ says. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { REPORT_SCRIPT_FILE, reportScript } from "../../scripts/report-script.ts";

it("script.ts is what dagger/browser/ says (else: npm run report:script)", () => {
  expect(readFileSync(REPORT_SCRIPT_FILE, "utf8")).toBe(reportScript());
});
