/** report.html over several services: each with its verdict, counts and a link to its own report, then what several must do. */
import type { Verdict } from "../../core/verdict.ts";
import type { Whole } from "../../core/whole.ts";
import { page } from "../html/page.ts";
import { counted, grouped, moment, nameHeading, section } from "../html/parts.ts";
import { forMarkup } from "../shared/inert.ts";
import { MOST_OF_STEP, rowSummary } from "../shared/words.ts";
import { sharedSteps } from "./shared-steps.ts";

export function wholeHtml(whole: Whole): string {
  const { verdict, decidedAt, services, missing, leftOut, beside } = whole;
  const subject = counted(services.length + missing.length, "service");
  const rows = [
    ...services.map(row),
    ...missing.map(({ service, reason }) => plainRow("incomplete", service, reason)),
    ...leftOut.map(({ service, reason }) => plainRow("dropped", service, reason)),
    ...beside.gaps.map(({ message, hint }) => besideRow("incomplete", `${message} ${hint}`)),
    ...beside.notes.map((note) => besideRow("note", note)),
  ];
  const body = `<header>
<p class="about"><span><b>${subject}</b></span><span>${moment(decidedAt)}</span></p>
${nameHeading(verdict, services)}
<p class="why">${why(whole)}</p>
</header>
<main><ul class="evidence services">${rows.join("")}</ul>${shared(services)}</main>`;
  return page(verdict, subject, body);
}

function why({ verdict, services, missing, beside }: Whole): string {
  const named = (name: Verdict["verdict"]) =>
    services.filter((each) => each.verdict === name).length;
  const block = named("block");
  const lacking = named("incomplete") + missing.length;
  const all = grouped(services.length + missing.length);
  const parts = [
    ...(block > 0 ? [`${grouped(block)} of ${all} must not ship`] : []),
    ...(lacking > 0
      ? [`${grouped(lacking)} of ${all} ${lacking === 1 ? "lacks" : "lack"} evidence`]
      : []),
    ...(beside.gaps.length > 0 ? ["what lies in no service's folder was looked at by nobody"] : []),
  ];
  if (parts.length > 0) return `${parts.join("; ").replace(/^w/, "W")}.`;
  if (services.length === 0) return "No service was shown.";
  return verdict === "pass"
    ? "Every service passes."
    : "Every service may ship; some want mending in time.";
}

function shared(services: readonly Verdict[]): string {
  const items = sharedSteps(services).steps.map(
    ({ what, of }) =>
      `<li>${forMarkup(what, MOST_OF_STEP)} <span class="soft">[${forMarkup(of, 600)}]</span></li>`,
  );
  if (items.length === 0) return "";
  return section(
    "plan",
    "What to do in several services",
    `<ol class="plan">${items.join("")}</ol>`,
  );
}

function row(verdict: Verdict): string {
  const name = forMarkup(verdict.service, 80);
  const href = `${encodeURIComponent(verdict.service)}/report.html`;
  return `<li class="${verdict.verdict}"><a class="stage" href="${href}">${name}</a> <span class="state">${verdict.verdict}</span> <span class="digest">${forMarkup(rowSummary(verdict))}</span></li>`;
}

function besideRow(word: "incomplete" | "note", text: string): string {
  const state = word === "note" ? "dropped" : word;
  return `<li class="${state}"><span class="stage">In no service's folder</span> <span class="state">${word}</span> <span class="digest">${forMarkup(text, 2000)}</span></li>`;
}

function plainRow(state: "incomplete" | "dropped", service: string, reason: string): string {
  const word = state === "dropped" ? "left out" : state;
  return `<li class="${state}"><span class="stage">${forMarkup(service, 80)}</span> <span class="state">${word}</span> <span class="digest">${forMarkup(reason)}</span></li>`;
}
