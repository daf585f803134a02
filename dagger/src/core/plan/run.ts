/** Make a stage run, or give it the evidence that it lacks. */
import { addTo } from "../add-to.ts";
import type { JudgedStage, Step } from "../verdict.ts";
import { unique } from "./action.ts";
import { bothEnds } from "./short.ts";

/** What a stage lacks. */
interface Lack {
  readonly stage: string;
  /** What follows the stage's name. */
  readonly message: string;
  readonly hint: string;
}

interface Group {
  /** What mends it: of one step, one hint or those that stages lack together. */
  readonly hints: ReadonlySet<string>;
  readonly lacks: Lack[];
  /** The stages that lack nothing else, or the rest of it by steps before this one. */
  readonly clears: string[];
}

/**
 * Stages that lack what the same hint mends (no image, a link to nothing) are one step. One that
 * lacks more is named there too, and is cleared by the step that has the rest.
 */
export function runSteps(stages: readonly JudgedStage[]): Step[] {
  const incomplete = stages
    .filter(({ state }) => state === "incomplete")
    .map(({ stage, gaps }) => ({ stage, byHint: byHint(stage, gaps) }));
  const groups: Group[] = [];
  for (const { stage, byHint } of incomplete.toSorted((a, b) => a.byHint.size - b.byHint.size)) {
    let last: Group | undefined;
    for (const group of groups) {
      if (![...group.hints].every((hint) => byHint.has(hint))) continue;
      for (const hint of group.hints) {
        group.lacks.push(...(byHint.get(hint) ?? []));
        byHint.delete(hint);
      }
      last = group;
    }
    if (byHint.size > 0 || !last) {
      last = { hints: new Set(byHint.keys()), lacks: [...byHint.values()].flat(), clears: [] };
      groups.push(last);
    }
    last.clears.push(stage);
  }
  return groups.map((group) => ({ kind: "run", what: words(group), clears: group.clears }));
}

function byHint(stage: string, gaps: JudgedStage["gaps"]): Map<string, Lack[]> {
  const lacks = new Map<string, Lack[]>();
  for (const { message, hint } of gaps) {
    const told = bothEnds(withoutName(message, stage));
    // Where there is no hint the reason says what to mend.
    addTo(lacks, hint || told, { stage, message: told, hint });
  }
  return lacks;
}

/** What follows the stage's name in a sentence: many a message begins with it already. */
export const withoutName = (message: string, stage: string): string =>
  message.startsWith(`${stage} `) || message.startsWith(`${stage}:`)
    ? message.slice(stage.length)
    : `: ${message}`;

/** Everything that they lack, each with what to do, whole; the stage itself has the whole reason. */
function words({ lacks, hints }: Group): string {
  let named = "";
  const texts = [...hints].flatMap((hint) => {
    const of = lacks.filter((lack) => (lack.hint || lack.message) === hint);
    const told = [...byMessages(of)].flatMap(([stages, messages]) =>
      messages.map((message) => {
        if (stages === named) return bare(message);
        named = stages;
        return `${stages}${message}`;
      }),
    );
    return [...told, of[0]?.hint ?? ""];
  });
  return texts.filter((text) => text !== "").join(" ");
}

/** By the stages, in words, for which the same is said. */
function byMessages(lacks: readonly Lack[]): Map<string, string[]> {
  const byStage = new Map<string, string[]>();
  for (const { stage, message } of lacks) addTo(byStage, stage, message);
  const stages = new Map<string, string[]>();
  for (const [stage, messages] of byStage) {
    addTo(stages, JSON.stringify(unique(messages)), stage);
  }
  return new Map(
    [...stages].map(([messages, of]) => [of.join(", "), JSON.parse(messages) as string[]]),
  );
}

const bare = (message: string): string => message.replace(/^: |^ /, "");
