/** Another tool's SARIF report that is given to a run, as a stage of its own. */
import type { Gap } from "../../core/gap.ts";
import { fail, ok, type Result } from "../../core/result.ts";
import { type GivenFile, original } from "../given.ts";
import { parseSarif, toolOf } from "./report.ts";

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * @param stage what the stage is to be called
 * @param taken the names of Greengate's own stages, in whose place no given report may stand
 */
export function keepSarif(
  stage: string,
  bytes: Uint8Array,
  taken: ReadonlySet<string>,
): Result<GivenFile, Gap> {
  if (!NAME.test(stage) || taken.has(stage)) {
    const code = "sarif.name";
    const message = `No stage of another tool can be called ${stage}.`;
    const hint =
      "Take lower-case letters, digits and dashes, and no name of Greengate's own stages.";
    return fail({ code, message, hint });
  }
  const parsed = parseSarif(bytes);
  if (!parsed.ok) return parsed;
  const tool = toolOf(parsed.value);
  return ok({ stage, name: "report.sarif", bytes, tool, evidence: original(bytes) });
}
