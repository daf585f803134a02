/** Which line of a Dockerfile brings the shipped image's base, and what image that is. */
import { instructions } from "../scanners/instructions.ts";
import { filledIn, unquoted } from "../scanners/variables.ts";

export interface BaseImage {
  /** Line of the FROM that names it, counted from 1. */
  readonly line: number;
  /** As written, with what ARG lines and build arguments put in; absent where one has no value. */
  readonly image?: string;
}

export interface From {
  /** Counted from 1. */
  readonly line: number;
  readonly image: string;
  readonly name: string;
}

/**
 * @param text the Dockerfile
 * @param target the stage to ship, by name or number; the last one where it is absent
 * @param buildArgs they go before the defaults of ARG lines
 * @returns the FROM that names an image, by way of the stages that the shipped one is made from;
 *   undefined where there is no such stage, or it is made from nothing (scratch)
 */
export function baseImage(
  text: string,
  target: string | undefined,
  buildArgs: Readonly<Record<string, string>>,
): BaseImage | undefined {
  const from = shippedStages(text, target, buildArgs).at(-1);
  if (!from || from.image === "scratch") return undefined;
  return from.image.includes("$") ? { line: from.line } : { line: from.line, image: from.image };
}

/** @returns the FROM of the stage to ship, then of those that it is made from; none where there is no such stage */
export function shippedStages(
  text: string,
  target: string | undefined,
  buildArgs: Readonly<Record<string, string>>,
): From[] {
  const stages = stagesOf(text, buildArgs);
  const indexOf = (name: string, before: number): number => {
    const last = stages
      .slice(0, before)
      .findLastIndex((stage) => stage.name === name.toLowerCase());
    return last === -1 && /^\d+$/.test(name) && Number(name) < before ? Number(name) : last;
  };
  let at = target === undefined ? stages.length - 1 : indexOf(target, stages.length);
  const shipped: From[] = [];
  for (let from = stages[at]; from; from = stages[at]) {
    shipped.push(from);
    at = from.image === "scratch" ? -1 : indexOf(from.image, at);
  }
  return shipped;
}

function stagesOf(text: string, buildArgs: Readonly<Record<string, string>>): From[] {
  const own = new Map(Object.entries(buildArgs));
  const args = new Map<string, string>();
  const stages: From[] = [];
  for (const { line, words } of instructions(text)) {
    const [, keyword = "", rest = ""] = /^(ARG|FROM)\s+(.*)$/is.exec(words.trim()) ?? [];
    if (keyword.toUpperCase() === "ARG" && stages.length === 0) {
      const [, name = "", value] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(rest.trim()) ?? [];
      const given = own.get(name) ?? (value === undefined ? undefined : unquoted(value));
      if (given !== undefined) args.set(name, given);
    }
    if (keyword.toUpperCase() !== "FROM") continue;
    const [image = "", as = "", name = ""] = rest.split(/\s+/).filter((word) => !/^--/.test(word));
    const named = as.toUpperCase() === "AS" ? name.toLowerCase() : "";
    stages.push({
      line,
      image: filledIn(unquoted(image).slice(0, MOST_LETTERS), args),
      name: named,
    });
  }
  return stages;
}

/** No image's name is as long, whatever is put in. */
const MOST_LETTERS = 4096;
