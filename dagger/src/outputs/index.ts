/** Every file that a verdict is rendered to. */
import type { Verdict } from "../core/verdict.ts";
import { annotations } from "./annotations.ts";
import { cyclonedx } from "./cyclonedx/cyclonedx.ts";
import { codeQuality } from "./gitlab/code-quality.ts";
import { containerScanning } from "./gitlab/container-scanning.ts";
import { dast } from "./gitlab/dast.ts";
import { dependencyScanning } from "./gitlab/dependency-scanning.ts";
import { sast } from "./gitlab/sast.ts";
import { secretDetection } from "./gitlab/secret-detection.ts";
import { html } from "./html/html.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import type { Output } from "./output.ts";
import { sarif } from "./sarif.ts";

export const OUTPUTS: readonly Output[] = [
  json,
  html,
  markdown,
  sarif,
  junit,
  cyclonedx,
  containerScanning,
  dependencyScanning,
  sast,
  secretDetection,
  dast,
  codeQuality,
  annotations,
];

/**
 * @param bill the image's bill of materials, CycloneDX
 * @returns file name → content of each output
 */
export function render(verdict: Verdict, bill?: Uint8Array): Map<string, string> {
  return new Map(OUTPUTS.map(({ file, render }) => [file, render(verdict, bill)]));
}
