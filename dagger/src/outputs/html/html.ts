/**
 * report.html: one file with no network, readable on a phone, printed, light and dark. It is whole
 * without its script, which only filters, sorts and pages what the document holds.
 */
import type { Verdict } from "../../core/verdict.ts";
import { forMarkup } from "../inert.ts";
import type { Output } from "../output.ts";
import { byAction } from "../words.ts";
import { CSP } from "./csp.ts";
import { exceptionSection } from "./exceptions.ts";
import { findingSection } from "./findings.ts";
import { decidedBy, mindSection } from "./grounds.ts";
import { planSection } from "./plan.ts";
import { SCRIPT } from "./script.ts";
import { sinceSection } from "./since.ts";
import { stageSection } from "./stages.ts";
import { STYLE } from "./style/style.ts";
import { header, navigation } from "./summary.ts";

export const html: Output = { file: "report.html", render };

function render(verdict: Verdict): string {
  const findings = byAction(verdict.findings);
  const sections = [
    planSection(verdict),
    mindSection(verdict),
    findingSection(verdict, findings),
    sinceSection(verdict),
    stageSection(verdict),
    exceptionSection(verdict),
  ].filter((each) => each !== "");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta http-equiv="x-dns-prefetch-control" content="off">
<meta name="referrer" content="no-referrer">
<title>${verdict.verdict.toUpperCase()}: ${forMarkup(verdict.service)}</title>
<style>${STYLE}</style>
<script>${SCRIPT}</script></head>
<body class="${verdict.verdict}">
<a class="skip" href="#findings">To the findings</a>
${header(verdict, findings)}
${navigation(verdict)}
<main>
${sections.join("\n")}
</main>
${decidedBy(verdict)}
</body></html>
`;
}
