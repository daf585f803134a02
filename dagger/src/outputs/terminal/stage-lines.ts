/** The stages in words: each with its state, and what it lacks. */
import { withoutName } from "../../core/plan/run.ts";
import type { Verdict } from "../../core/verdict.ts";
import { forLog } from "../shared/inert.ts";
import { wrap } from "./columns.ts";

const WIDTH = 80;

/** Stages that lack the same for the same reason (no image) tell it once. */
export function stageLines({ stages }: Verdict): string[] {
  const told = new Map<string, string>();
  return stages.flatMap(({ stage, state, tool, ...rest }) => {
    const named = tool ? ` ${tool.name} ${tool.version}` : "";
    const head = `  ${forLog(`${stage.padEnd(14)} ${state.padEnd(14)}${named}`, WIDTH - 2)}`;
    // What a dropped stage lacks is no news: that it was dropped is said below.
    const gaps = state === "incomplete" ? rest.gaps : [];
    if (gaps.length === 0) return [head];
    const key = JSON.stringify(gaps.map(({ message }) => withoutName(message, stage)));
    const first = told.get(key);
    if (first !== undefined) return [head, `    - as ${forLog(first, WIDTH)}`];
    told.set(key, stage);
    return [head, ...gaps.map((gap) => wrap(`    - ${forLog(gap.message, 500)}`, WIDTH, "      "))];
  });
}
