/**
 * report.html: one file with no network, readable on a phone, printed, light and dark. It is whole
 * without its script, which only filters, sorts and pages what the document holds.
 */
import type { Verdict } from "../../core/verdict.ts";
import type { Output } from "../output.ts";
import { byAction } from "../shared/words.ts";
import { exceptionSection } from "./exceptions.ts";
import { findingSection } from "./findings.ts";
import { changeSection, decidedBy, mindSection } from "./grounds.ts";
import { page } from "./page.ts";
import { planSection } from "./plan.ts";
import { sinceSection } from "./since.ts";
import { stageSection } from "./stages.ts";
import { header, navigation } from "./summary.ts";

export const html: Output = { file: "report.html", render };

function render(verdict: Verdict): string {
  const findings = byAction(verdict.findings);
  const sections = [
    changeSection(verdict),
    planSection(verdict),
    mindSection(verdict),
    findingSection(verdict, findings),
    sinceSection(verdict),
    stageSection(verdict),
    exceptionSection(verdict),
  ].filter((each) => each !== "");
  const body = [
    `<a class="skip" href="#findings">To the findings</a>`,
    header(verdict, findings),
    navigation(verdict),
    `<main>\n${sections.join("\n")}\n</main>`,
    decidedBy(verdict),
  ];
  return page(verdict.verdict, verdict.service, body.join("\n"));
}
