/** The stages: at a glance in the summary, and each with its evidence. */
import type { JudgedStage, Verdict } from "../../core/verdict.ts";
import { forMarkup } from "../shared/inert.ts";
import { counted, moment, section, several, shortDigests, term } from "./parts.ts";

type State = JudgedStage["state"];

const SIGN: Record<State, string> = {
  complete: "✓",
  incomplete: "✕",
  dropped: "–",
  "not-applicable": "○",
};

const WORD: Record<State, string> = {
  complete: "complete",
  incomplete: "incomplete",
  dropped: "not required",
  "not-applicable": "does not apply",
};

const sign = (state: State): string =>
  `<span class="sign" aria-hidden="true">${SIGN[state]}</span>`;

export function stagesAtAGlance(stages: readonly JudgedStage[]): string {
  const items = stages.map(
    ({ stage, state }, index) =>
      `<li class="${state}"><a href="#stage-${index}">${sign(state)}${forMarkup(stage, 40)}<span class="unseen">, ${WORD[state]}</span></a></li>`,
  );
  return `<ul class="stages">${items.join("")}</ul>`;
}

export function stageSection({ stages }: Verdict): string {
  const complete = stages.filter(({ state }) => state === "complete").length;
  const intro = `<p class="soft">What shows that each stage really looked. ${complete} of ${counted(stages.length, "stage")} complete.</p>`;
  return section(
    "evidence",
    "Evidence",
    `${intro}<ul class="evidence">${stages.map(item).join("")}</ul>`,
  );
}

/** What lacks evidence is open, so that nobody has to look for it. */
function item(stage: JudgedStage, index: number): string {
  const { state } = stage;
  const open = state === "incomplete" ? " open" : "";
  return `<li id="stage-${index}" class="${state}"><details${open}><summary>${sign(state)}<span class="stage">${forMarkup(stage.stage, 60)}</span> <span class="state">${WORD[state]}</span> <span class="digest">${forMarkup(shortDigests(inOneLine(stage)), 160)}</span></summary>${body(stage)}</details></li>`;
}

/** Nobody has to mend what a stage lacks that is not required: then the reason is told. */
const lackedBy = ({ state, gaps }: JudgedStage) => (state === "dropped" ? [] : gaps);

function inOneLine(stage: JudgedStage): string {
  const { reason, facts } = stage;
  const [first] = lackedBy(stage);
  if (first) return first.message;
  return reason || facts.map(({ name, value }) => `${name} ${value}`).join(" · ");
}

function body(stage: JudgedStage): string {
  const { tool } = stage;
  const image = tool?.image === undefined ? "" : `, <code>${forMarkup(tool.image)}</code>`;
  const lacked = lackedBy(stage);
  const gaps = lacked.map(
    ({ message, hint }) =>
      `<p><strong>${forMarkup(message, 600)}</strong> ${forMarkup(hint, 600)}</p>`,
  );
  const rows = [
    lacked.length === 0 ? term("Reason", forMarkup(stage.reason)) : "",
    ...stage.facts.map(({ name, value }) => term(forMarkup(name), forMarkup(value, 600))),
    term("Tool", tool && `${forMarkup(tool.name)} ${forMarkup(tool.version)}${image}`),
    term("Ran", stage.startedAt && `${moment(stage.startedAt)}${took(stage.durationMs)}`),
    term("Used again", stage.reused ? moment(stage.usedAt ?? "") || "yes" : undefined),
    term(
      "Accepted without a record",
      several(stage.accepted.map(({ message }) => forMarkup(message))),
    ),
    term("Note", several(stage.notes.map((note) => forMarkup(note, 600)))),
  ].join("");
  return `<div class="body">${gaps.join("")}${rows === "" ? "" : `<dl class="facts">${rows}</dl>`}</div>`;
}

const took = (ms: number | undefined): string =>
  ms === undefined
    ? ""
    : `, for ${ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`}`;
