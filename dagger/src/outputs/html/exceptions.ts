/** What is accepted, by whom, until when; what ran out, was never used, is too wide, could be fixed. */
import { originWords, untilWords } from "../../core/exceptions/judged.ts";
import type { JudgedException, Verdict } from "../../core/verdict.ts";
import { forMarkup } from "../shared/inert.ts";
import { counted, section } from "./parts.ts";

const WORD: Record<JudgedException["state"], string> = {
  "in-force": "in force",
  expired: "ran out",
  pending: "not yet in force",
  refused: "refused",
  unused: "never used",
  "not-looked": "not looked at",
};

export function exceptionSection({ exceptions }: Verdict): string {
  if (exceptions.length === 0) return "";
  const body = `<ul class="accepted">${exceptions.map(item).join("")}</ul>`;
  return section("exceptions", "Exceptions", body);
}

function item(exception: JudgedException): string {
  const { id, state, owner, reason, since, scope, justification, from, covers, notes } = exception;
  const facts = [
    ...(since === undefined ? [] : [`from ${since}`]),
    untilWords(exception),
    `owner ${owner}`,
    ...scope,
    ...(justification === undefined ? [] : [justification]),
    originWords(from),
    `covers ${counted(covers.length, "finding")}`,
  ];
  const told = notes.map((note) => `<p class="note">${forMarkup(note, 600)}</p>`);
  return `<li class="${state}"><p><span class="id">${forMarkup(id)}</span> <span class="state">${WORD[state]}</span></p><p>${forMarkup(reason, 600)}</p>${told.join("")}<p class="soft">${facts.map((fact) => forMarkup(fact)).join(" · ")}</p></li>`;
}
