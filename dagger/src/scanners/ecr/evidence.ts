/** What of ECR's answer is missing before it counts. */
import { counted } from "../../core/counted.ts";
import type { StageInput } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { HOUR_MS, inWords, parseInstant, SKEW_MS } from "../../core/time.ts";
import type { EcrPage } from "./report.ts";
import { hasList, hasResults, hintOf, isDone } from "./status.ts";

const AGAIN = "Ask ECR again: `greengate ecr-scan`, or `dagger call ecr-scan`.";

/** Every page but the last names the next one; all tell the same of the same scan. */
export function pageGaps(pages: readonly EcrPage[], files: number): Gap[] {
  const whole = pages.every(({ nextToken }, index) => !nextToken === (index === pages.length - 1));
  // A later page may leave the time out.
  const at = pages[0]?.imageScanFindings?.imageScanCompletedAt;
  const told = ({ imageId, imageScanStatus, imageScanFindings: found }: EcrPage) =>
    JSON.stringify([
      imageId.imageDigest,
      imageScanStatus.status,
      found?.imageScanCompletedAt ?? at,
    ]);
  const gaps: Gap[] = [];
  if (!whole || pages.length !== files) {
    const message = `ECR's answer is not whole: ${pages.length} of its pages are here.`;
    gaps.push({ code: "ecr.page-missing", message, hint: AGAIN });
  }
  if (new Set(pages.map(told)).size > 1) {
    const message = "The pages are not of one scan: image, status or time differ.";
    gaps.push({ code: "ecr.pages-differ", message, hint: AGAIN });
  }
  return gaps;
}

/** The scan ended, with results, as many as ECR itself counted. */
export function resultGaps(pages: readonly EcrPage[]): Gap[] {
  const states = new Map(pages.map(({ imageScanStatus: s }) => [s.status, s.description ?? ""]));
  const bad = [...states].filter(([status]) => !isDone(status));
  if (bad.length > 0) {
    return bad.map(([status, description]) => ({
      code: "ecr.not-complete",
      message: `ECR's scan is ${status}${description ? `: ${description}` : "."}`,
      hint: hintOf(status),
    }));
  }
  const [first] = pages;
  if (!first || !hasResults(first) || !pages.every(hasList)) {
    const message = `ECR says ${[...states.keys()].join(", ")} but shows no results: no list, count or time of them.`;
    return [{ code: "ecr.no-results", message, hint: AGAIN }];
  }
  const counted = new Map<string, number>();
  for (const { imageScanFindings: found } of pages) {
    for (const { severity } of [...(found?.findings ?? []), ...(found?.enhancedFindings ?? [])]) {
      counted.set(severity, (counted.get(severity) ?? 0) + 1);
    }
  }
  return pages.some((page) => !sameCounts(counted, page))
    ? [
        {
          code: "ecr.other-count",
          message: `ECR counts other findings than its pages hold (${words(counted)}).`,
          hint: AGAIN,
        },
      ]
    : [];
}

/** A later page may leave the counts out; the first has them. */
function sameCounts(counted: ReadonlyMap<string, number>, { imageScanFindings }: EcrPage): boolean {
  if (!imageScanFindings?.findingSeverityCounts) return true;
  const told = new Map(Object.entries(imageScanFindings.findingSeverityCounts));
  return [...counted.keys(), ...told.keys()].every(
    (severity) => (counted.get(severity) ?? 0) === (told.get(severity) ?? 0),
  );
}

const words = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([severity, count]) => `${count} ${severity}`).join(", ") || "none";

/** It is of the very image that was built: by the manifest's digest, the only name that can't move. */
export function imageGaps(pages: readonly EcrPage[], { record, image }: StageInput): Gap[] {
  const hint = "Ask for the scan of the pushed digest.";
  const answered = new Set(pages.map(({ imageId }) => imageId.imageDigest));
  const scanned = pages
    .flatMap(({ imageScanFindings: found }) => found?.enhancedFindings ?? [])
    .flatMap(({ resources }) => resources)
    .flatMap(({ details }) => details?.awsEcrContainerImage?.imageHash ?? []);
  const [digest] = answered;
  if (digest === undefined || answered.size > 1) {
    return [{ code: "ecr.no-digest", message: "ECR's answer is of no one digest.", hint }];
  }
  const other = scanned.find((each) => each !== digest);
  if (other !== undefined) {
    const message = `ECR's answer for ${digest} holds findings of ${other}.`;
    return [{ code: "image.other", message, hint }];
  }
  if (!record) {
    const message = "No run record tells which image was pushed.";
    return [{ code: "image.no-record", message, hint, needsRecord: true }];
  }
  if (image?.manifest === undefined) {
    const message =
      "run.json has no manifest digest, so nothing ties the pushed image to the built one.";
    const how = "Add the stage to the reports folder of the run that built the image.";
    return [{ code: "image.no-manifest", message, hint: how }];
  }
  const meant = [image.manifest, record.target?.digest].find((each) => each !== digest);
  if (image.manifest === digest && record.target?.digest === digest) return [];
  const message = `ECR scanned ${digest}, but ${meant ?? "no digest"} was meant.`;
  return [{ code: "image.other", message, hint }];
}

/** When it was scanned and how old the knowledge was; both are in the answer itself. */
export function timeGaps({ imageScanFindings: found }: EcrPage, input: StageInput): Gap[] {
  if (!found) return [];
  const { scanMaxAgeHours, databaseMaxAgeHours } = input.limits;
  const rescan = "Start a new one with `aws ecr start-image-scan`; it runs once a day and image.";
  return [
    ...tooOld("scan", "ECR's scan", found.imageScanCompletedAt, scanMaxAgeHours, rescan, input.now),
    ...tooOld(
      "database",
      "ECR's knowledge of vulnerabilities",
      found.vulnerabilitySourceUpdatedAt,
      databaseMaxAgeHours,
      rescan,
      input.now,
    ),
  ];
}

function tooOld(
  code: string,
  what: string,
  at: string | undefined,
  hours: number,
  hint: string,
  now: number,
): Gap[] {
  const ms = at === undefined ? undefined : parseInstant(at);
  if (ms === undefined || ms > now + SKEW_MS) {
    return [{ code: `${code}.no-date`, message: `${what} is dated ${at ?? "nowhere"}.`, hint }];
  }
  if (now - ms <= hours * HOUR_MS) return [];
  const message = `${what} is ${inWords(now - ms)} old; the policy allows ${counted(hours, "hour")}.`;
  return [{ code: `${code}.stale`, message, hint }];
}
