/** What a command says of what was judged, and how it ends. */
import { EXIT_CODE } from "../core/verdict.ts";
import type { Judged } from "../folder/judge.ts";
import { terminal } from "./terminal.ts";
import { wholeTerminal } from "./whole/terminal.ts";

/** @param color true only where a terminal reads it */
export const judgedWords = (judged: Judged, color = false): string =>
  judged.kind === "one" ? terminal(judged.verdict, color) : wholeTerminal(judged.whole, color);

export const judgedExit = (judged: Judged): number =>
  EXIT_CODE[(judged.kind === "one" ? judged.verdict : judged.whole).verdict];
