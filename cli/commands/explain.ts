/** `greengate explain`: how the verdict came to one finding, and what clears it. */
import { explain, findingsMeant, nearMatches } from "../../dagger/src/core/explain.ts";
import { verdictsOf } from "../../dagger/src/core/judged.ts";
import { servicePolicies } from "../../dagger/src/core/policy/services.ts";
import { OF_IMAGE } from "../../dagger/src/evaluate/evaluate.ts";
import { forLog } from "../../dagger/src/outputs/shared/inert.ts";
import { choiceWords, explanationWords } from "../../dagger/src/outputs/terminal/explanation.ts";
import { UsageError } from "../usage-error.ts";
import { evaluated } from "./evaluate.ts";

const MOST_NEAR = 8;

/** @returns 0 where it is found, whatever the verdict; bad input, or no such finding, throws */
export function explainCommand(args: string[]): number {
  const { judged, policy, out, last: wanted } = evaluated(args, true);
  if (wanted === undefined) throw new UsageError("explain takes REPORTS_DIR … FINDING");
  if (out !== undefined) throw new UsageError("explain writes no files, so it takes no --out");
  const verdicts = verdictsOf(judged);
  const found = verdicts.flatMap((verdict) =>
    findingsMeant(verdict.findings, wanted).map((finding) => ({
      verdict,
      service: verdict.service,
      finding,
    })),
  );
  const [first, another] = found;
  if (!first) {
    const near = verdicts.flatMap(({ findings }) => nearMatches(findings, wanted));
    const some = [...new Set(near)].slice(0, MOST_NEAR);
    const hint = some.length > 0 ? `Near: ${some.join(", ")}.` : "verdict.json lists all findings.";
    throw new UsageError(forLog(`No such finding: ${wanted}`), forLog(hint, 600));
  }
  if (another) {
    process.stdout.write(choiceWords(found, wanted));
    return 0;
  }
  const policies = servicePolicies(policy);
  const own = policies.find(({ service }) => service.name === first.service) ?? policy;
  const explanation = explain(first.verdict, own, first.finding, OF_IMAGE);
  process.stdout.write(explanationWords(explanation));
  return 0;
}
