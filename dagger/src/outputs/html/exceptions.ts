/** What is accepted, by whom, until when, and what of it ran out or was never used. */
import { originWords, untilWords } from "../../core/exceptions/judged.ts";
import type { JudgedException, Verdict } from "../../core/verdict.ts";
import { forMarkup } from "../inert.ts";
import { counted, section } from "./parts.ts";

const WORD: Record<JudgedException["state"], string> = {
  "in-force": "in force",
  expired: "ran out",
  pending: "not begun yet",
  refused: "does not count",
  unused: "never used",
};

export function exceptionSection({ exceptions }: Verdict): string {
  if (exceptions.length === 0) return "";
  const body = `<ul class="accepted">${exceptions.map(item).join("")}</ul>`;
  return section("exceptions", "Exceptions", body);
}

function item(exception: JudgedException): string {
  const { id, state, owner, reason, covers, from, scope, notes } = exception;
  const facts = [
    untilWords(exception),
    `owner ${owner}`,
    originWords(from),
    ...scope,
    `covers ${counted(covers.length, "finding")}`,
    ...notes,
  ];
  return `<li class="${state}"><p><span class="id">${forMarkup(id)}</span> <span class="state">${WORD[state]}</span></p><p>${forMarkup(reason, 600)}</p><p class="soft">${facts.map((fact) => forMarkup(fact, 300)).join(" · ")}</p></li>`;
}
