/** Templates of Helm charts: how many manifests one makes, and which of them values may switch off. */
import { z } from "zod";
import { indented } from "../../indented.ts";
import { documentsIn, KIND } from "./documents.ts";
import { isHelmTest } from "./hooks.ts";

export const template = z.object({
  path: z.string(),
  /** Whether values may switch off the first manifest. */
  optional: z.boolean(),
  documents: z.int().default(1),
  /** How many of those no value switches off. */
  certain: z.int().default(0),
  /** Whether one is a List, whose items Trivy passes over. */
  list: z.boolean().default(false),
  /** Whether Helm renders it for `helm test` alone. */
  test: z.boolean().default(false),
});

/** What opens a block of the template language, and what ends one. */
const BLOCK = /\{\{-?\s*(if|with|range|define|block|end)\b/g;

/** @param text of a template that makes a manifest */
export function templateOf(text: string): Omit<z.output<typeof template>, "path"> {
  let depth = 0;
  const within: boolean[] = [];
  for (const document of documentsIn(text)) {
    const kind = document.search(KIND);
    if (kind !== -1) within.push(depthAfter(document.slice(0, kind), depth) > 0);
    depth = depthAfter(document, depth);
  }
  return {
    optional: isOptional(text),
    documents: within.length,
    certain: within.filter((optional) => !optional).length,
    list: /^["']?kind["']?:\s*["']?\w*List\b/m.test(text),
    test: isHelmTest(text),
  };
}

function depthAfter(text: string, before: number): number {
  let depth = before;
  for (const [, word] of text.matchAll(BLOCK)) depth += word === "end" ? -1 : 1;
  return Math.max(depth, 0);
}

const FIRST = indented(/(apiVersion|kind):/);

/** Whether the first manifest stands inside a condition or a loop. */
const isOptional = (text: string): boolean =>
  /\{\{-?\s*(if|with|range)\b/.test(text.slice(0, text.search(FIRST)));
