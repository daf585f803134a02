/** The image's bill of materials, for the renderings. */
import type { Verdict } from "../core/verdict.ts";
import { SBOM } from "../scanners/trivy/sbom.ts";

const STAGE = "trivy-image";

/** @returns undefined where the scan that made it was not whole: then it may lack any package */
export function billOf(
  { stages }: Verdict,
  files: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>,
): Uint8Array | undefined {
  const whole = stages.some(({ stage, state }) => stage === STAGE && state === "complete");
  return whole ? files.get(STAGE)?.get(SBOM) : undefined;
}
