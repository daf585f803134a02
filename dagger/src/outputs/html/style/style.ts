/** The report's whole style, each part in its file. */
import { COLOURS } from "./colours.ts";
import { DETAILS } from "./details.ts";
import { FINDINGS } from "./findings.ts";
import { PAGE } from "./page.ts";
import { PRINT } from "./print.ts";
import { SUMMARY } from "./summary.ts";

export const STYLE: string = [COLOURS, PAGE, SUMMARY, FINDINGS, DETAILS, PRINT].join("\n");
