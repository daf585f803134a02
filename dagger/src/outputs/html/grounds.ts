/** What a reader must know to trust the verdict: what narrowed the gate, and what decided. */
import type { Verdict } from "../../core/verdict.ts";
import { forMarkup } from "../shared/inert.ts";
import { caveats, changeLines } from "../shared/words.ts";
import { moment, section, term } from "./parts.ts";

export function mindSection(verdict: Verdict): string {
  const items = caveats(verdict).map((text) => `<li>${forMarkup(text, 600)}</li>`);
  if (items.length === 0) return "";
  return section("mind", "Bear in mind", `<ul class="prose">${items.join("")}</ul>`);
}

/** What the change makes of its own judge stands before all else. */
export function changeSection(verdict: Verdict): string {
  const [first, ...rest] = changeLines(verdict).map((line) => forMarkup(line, 600));
  if (first === undefined) return "";
  const items = rest.map((line) => `<li>${line}</li>`);
  return section(
    "change",
    "Changed here",
    `<p class="left">${first}</p><ul class="prose">${items.join("")}</ul>`,
  );
}

export function decidedBy({ policy, image, service, decidedAt }: Verdict): string {
  const digest = image?.manifest ?? image?.config;
  const rows = [
    term("Service", forMarkup(service)),
    term("Decided", moment(decidedAt)),
    term("Policy", `${forMarkup(policy.file)} <code>${forMarkup(policy.sha256)}</code>`),
    term("Image", digest === undefined ? undefined : `<code>${forMarkup(digest)}</code>`),
  ];
  return `<footer><h2>Decided by</h2><dl class="facts">${rows.join("")}</dl></footer>`;
}
