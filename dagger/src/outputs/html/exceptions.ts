/** What is accepted, by whom, until when, and what of it ran out or was never used. */
import type { Verdict } from "../../core/verdict.ts";
import { forMarkup } from "../inert.ts";
import { counted, section } from "./parts.ts";

type Accepted = Verdict["exceptions"][number];

const WORD: Record<Accepted["state"], string> = {
  "in-force": "in force",
  expired: "ran out",
  unused: "never used",
};

export function exceptionSection({ exceptions }: Verdict): string {
  if (exceptions.length === 0) return "";
  const body = `<ul class="accepted">${exceptions.map(item).join("")}</ul>`;
  return section("exceptions", "Exceptions", body);
}

function item({ id, state, until, owner, reason, covers }: Accepted): string {
  const facts = [
    `last day ${until}`,
    `owner ${owner}`,
    `covers ${counted(covers.length, "finding")}`,
  ];
  return `<li class="${state}"><p><span class="id">${forMarkup(id)}</span> <span class="state">${WORD[state]}</span></p><p>${forMarkup(reason, 600)}</p><p class="soft">${facts.map((fact) => forMarkup(fact)).join(" · ")}</p></li>`;
}
