/**
 * Helm's hooks. Helm keeps them apart from a chart's manifests, so Trivy never sees one (measured,
 * 0.76): in the copy that it is given, they are hooks no more. Helm's own tests, which nothing but
 * `helm test` starts, are left as they are, and are no part of what is deployed.
 */

import { documentsIn, KIND } from "./documents.ts";

const HOOK = /helm\.sh\/hook(?![-\w])/g;
const TEST = /^\s*["']?helm\.sh\/hook["']?\s*:\s*["']?test(-success|-failure)?["']?\s*$/;

/** @param text of a template; each of its manifests has to be a test, and nothing else */
export function isHelmTest(text: string): boolean {
  const manifests = documentsIn(text).filter((each) => KIND.test(each));
  const hooksOf = (manifest: string) => manifest.split("\n").filter((line) => line.match(HOOK));
  return (
    manifests.length > 0 &&
    manifests.every((each) => hooksOf(each).length > 0) &&
    hooksOf(text).every((line) => TEST.test(line))
  );
}

/** @returns the chart's file without hooks; undefined where it stays as it is */
export function withoutHooks(text: string): string | undefined {
  if (isHelmTest(text)) return undefined;
  const plain = text.replace(HOOK, "helm.sh/was-hook");
  return plain === text ? undefined : plain;
}
