/** The plan: every step, with links to the findings that it clears. */
import { placeText } from "../../core/places.ts";
import type { Step, Verdict } from "../../core/verdict.ts";
import { forMarkup } from "../shared/inert.ts";
import { MOST_OF_STEP } from "../shared/words.ts";
import { counted, placeOf, section } from "./parts.ts";

/** What one reads; the rest can be opened. */
const AT_ONCE = 10;

/** More than this are not opened when printed. */
const MOST_ON_PAPER = 100;

export function planSection({ plan }: Verdict): string {
  if (plan.length === 0) return "";
  const items = plan.map((step, index) => item(step, index + 1));
  const rest = items.slice(AT_ONCE);
  const more =
    rest.length === 0
      ? ""
      : `<details class="more${rest.length > MOST_ON_PAPER ? " long" : ""}"><summary>${counted(rest.length, "more step")}</summary><ol class="plan" start="${AT_ONCE + 1}">${rest.join("")}</ol></details>`;
  const title = "What turns it green";
  return section("plan", title, `<ol class="plan">${items.slice(0, AT_ONCE).join("")}</ol>${more}`);
}

function item({ kind, what, clears, where }: Step, number: number): string {
  const count = clears.length;
  const cleared =
    kind === "run" || count === 0
      ? ""
      : ` <a class="clears" href="#findings" data-show="step=${number}">clears ${counted(count, "finding")}</a>`;
  // Mostly the step names its first place already.
  const isNamed = where === undefined || names(what, placeText(where));
  const at = isNamed ? "" : ` <span class="soft">see ${placeOf(where)}</span>`;
  return `<li><span class="kind">${kind}</span> ${forMarkup(what, MOST_OF_STEP)}${at}${cleared}</li>`;
}

/** Whether a text names a place itself, and not another one whose name holds it: `a.tf:1` in `a.tf:12`. */
function names(text: string, place: string): boolean {
  const parts = text.split(place);
  return parts
    .slice(1)
    .some(
      (behind, index) => !/[\w./-]$/.test(parts[index] ?? "") && !/^([./-]?\w|\/)/.test(behind),
    );
}
