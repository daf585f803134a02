/** What a command says of what was judged, and how it ends. */
import type { Judged } from "../core/judged.ts";
import { EXIT_CODE } from "../core/verdict.ts";
import { terminal } from "./terminal/terminal.ts";
import { wholeTerminal } from "./whole/terminal.ts";

/**
 * @param color true only where a terminal reads it
 * @param width columns that tables may take, 80 at least
 */
export const judgedWords = (judged: Judged, color?: boolean, width?: number): string =>
  judged.kind === "one"
    ? terminal(judged.verdict, color, width)
    : wholeTerminal(judged.whole, color, width);

export const judgedExit = (judged: Judged): number =>
  EXIT_CODE[(judged.kind === "one" ? judged.verdict : judged.whole).verdict];
