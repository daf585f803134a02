/** Make a stage run, or give it the evidence that it lacks. */
import { addTo } from "../add-to.ts";
import type { JudgedStage, Step } from "../verdict.ts";
import { unique } from "./action.ts";
import { bothEnds } from "./short.ts";

/** Stages that lack the same for the same reason (no image) are one step. */
export function runSteps(stages: readonly JudgedStage[]): Step[] {
  const steps = new Map<string, Step>();
  for (const { stage, state, gaps } of stages) {
    if (state !== "incomplete") continue;
    const told = gaps.map(({ message, hint }) => ({ message: withoutName(message, stage), hint }));
    const key = JSON.stringify(told);
    const step = steps.get(key);
    if (!step) {
      steps.set(key, { kind: "run", what: words(told), clears: [stage] });
      continue;
    }
    step.clears.push(stage);
  }
  return [...steps.values()].map((step) => ({
    ...step,
    what: `${step.clears.join(", ")}${step.what}`,
  }));
}

/** What follows the stage's name in a sentence: many a message begins with it already. */
export const withoutName = (message: string, stage: string): string =>
  message.startsWith(`${stage} `) || message.startsWith(`${stage}:`)
    ? message.slice(stage.length)
    : `: ${message}`;

/** Everything that it lacks, each with what to do, whole; the stage itself has the whole reason. */
function words(gaps: readonly { readonly message: string; readonly hint: string }[]): string {
  const byHint = new Map<string, string[]>();
  for (const { message, hint } of gaps) addTo(byHint, hint, bothEnds(message));
  const all = [...byHint].flatMap(([hint, messages]) => [...unique(messages), hint]);
  return all
    .filter((text) => text !== "")
    .map((text, index) => (index === 0 ? text : text.replace(/^: |^ /, "")))
    .join(" ");
}
