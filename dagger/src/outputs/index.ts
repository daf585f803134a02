/** Every file that a verdict is rendered to. */
import type { Verdict } from "../core/verdict.ts";
import { html } from "./html/html.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import type { Output } from "./output.ts";
import { sarif } from "./sarif.ts";

export const OUTPUTS: readonly Output[] = [json, html, markdown, sarif, junit];

/** File name → content of each output. */
export function render(verdict: Verdict): Map<string, string> {
  return new Map(OUTPUTS.map(({ file, render }) => [file, render(verdict)]));
}
