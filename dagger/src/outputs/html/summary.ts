/** The first screen: the verdict, why in a sentence, counts, what to do first, stages at a glance. */
import type { JudgedFinding, Verdict } from "../../core/verdict.ts";
import { forMarkup } from "../shared/inert.ts";
import { news } from "../shared/news.ts";
import { caveats } from "../shared/words.ts";
import { matrix } from "./matrix.ts";
import { counted, grouped, moment, nameHeading, shortDigests } from "./parts.ts";
import { stagesAtAGlance } from "./stages.ts";
import { why } from "./why.ts";

const FIRST_STEPS = 3;

/** @param findings in the order of the report: what blocks comes first */
export function header(verdict: Verdict, findings: readonly JudgedFinding[]): string {
  const { service, decidedAt, image } = verdict;
  const digest = image?.manifest ?? image?.config;
  const about = [
    `<b>${forMarkup(service, 80)}</b>`,
    moment(decidedAt),
    ...(digest === undefined ? [] : [`image <code>${forMarkup(digest.slice(0, 19))}</code>`]),
  ];
  return `<header>
<p class="about">${about.map((each) => `<span>${each}</span>`).join("")}</p>
${nameHeading(verdict.verdict, [verdict])}
<p class="why">${unbroken(forMarkup(shortDigests(why(verdict, findings)), 320))}</p>
${newsLine(verdict)}<div class="glance">
<div><h2>Findings</h2>${matrix(verdict)}</div>
${firstSteps(verdict)}
<div><h2>Stages</h2>${stagesAtAGlance(verdict.stages)}</div>
</div>
</header>`;
}

/** What is new, fixed and overdue, where that is known. */
function newsLine(verdict: Verdict): string {
  const words = news(verdict);
  if (words === undefined) return "";
  const overdue = verdict.overdue
    ? ` <a href="#findings" data-show="only=overdue">Show what is overdue</a>`
    : "";
  return `<p class="news">${forMarkup(words)}.${overdue}</p>\n`;
}

/** Names of advisories, which would else break at their hyphens. Markup in, markup out. */
const unbroken = (text: string): string =>
  text.replace(/\b(?:CVE|GHSA|DSA|TEMP)-[\w-]+/g, '<span class="nowrap">$&</span>');

function firstSteps({ plan, verdict }: Verdict): string {
  const steps = plan
    .slice(0, FIRST_STEPS)
    .map(({ what }) => `<li><span>${forMarkup(shortDigests(what), 200)}</span></li>`);
  const green = verdict === "pass" || verdict === "warn";
  const none = green ? "Nothing stands in the way." : "Nothing is known that would turn it green.";
  const body =
    steps.length === 0
      ? `<p class="soft">${none}</p>`
      : `<ol>${steps.join("")}</ol>${
          plan.length > steps.length
            ? `<p><a href="#plan">All ${grouped(plan.length)} steps</a></p>`
            : ""
        }`;
  return `<div class="first"><h2>Do first</h2>${body}</div>`;
}

/** Links to the parts that this report has. */
export function navigation(verdict: Verdict): string {
  const { plan, findings, stages, exceptions, baseline } = verdict;
  const mind = caveats(verdict).length;
  const links = [
    ...(verdict.change && verdict.change.what.length > 0
      ? [["change", "This change alters its own judge"]]
      : []),
    ...(plan.length > 0 ? [["plan", "Plan"]] : []),
    ...(mind > 0 ? [["mind", `${counted(mind, "thing")} to bear in mind`]] : []),
    ["findings", `Findings (${grouped(findings.length)})`],
    ...(baseline ? [["since", "Over time"]] : []),
    ["evidence", `Evidence (${counted(stages.length, "stage")})`],
    ...(exceptions.length > 0 ? [["exceptions", `Exceptions (${exceptions.length})`]] : []),
  ];
  const items = links.map(([id, name]) => `<li><a href="#${id}">${name}</a></li>`);
  return `<nav aria-label="In this report"><ul>${items.join("")}</ul></nav>`;
}
