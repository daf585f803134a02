/** Checks that a report is of the run that claims it: tools leave the file of an earlier run in place. */
import type { StageInput } from "../core/evidence.ts";
import type { Gap } from "../core/gap.ts";
import { parseInstant, SKEW_MS } from "../core/time.ts";

/**
 * @param created the time that the report itself bears, RFC 3339
 * @returns a gap where the report is older than its run (Trivy's `-o` and ZAP keep old files when
 *   they fail), or bears no time that can be read
 */
export function createdDuringRun(
  created: string | undefined,
  { record, now }: Pick<StageInput, "record" | "now">,
): Gap[] {
  const hint = "Scan again into an empty folder.";
  const at = created === undefined ? undefined : parseInstant(created);
  if (at === undefined) {
    return [{ code: "report.no-time", message: "The report does not say when it was made.", hint }];
  }
  if (at > now + SKEW_MS) {
    return [{ code: "report.from-the-future", message: `The report is dated ${created}.`, hint }];
  }
  const started = record?.startedAt === undefined ? undefined : parseInstant(record.startedAt);
  if (started !== undefined && at < started - SKEW_MS) {
    return [
      {
        code: "report.of-an-earlier-run",
        message: `The report is of ${created}, before its run started.`,
        hint,
      },
    ];
  }
  return [];
}
