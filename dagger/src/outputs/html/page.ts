/** The frame of a report: what stands around its body. */
import type { VerdictName } from "../../core/verdict.ts";
import { forMarkup } from "../shared/inert.ts";
import { CSP } from "./csp.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style/style.ts";

/** @param subject what was judged, as text; @param body markup */
export const page = (
  verdict: VerdictName,
  subject: string,
  body: string,
): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta http-equiv="x-dns-prefetch-control" content="off">
<meta name="referrer" content="no-referrer">
<title>${verdict.toUpperCase()}: ${forMarkup(subject)}</title>
<style>${STYLE}</style>
<script>${SCRIPT}</script></head>
<body class="${verdict}">
${body}
</body></html>
`;
